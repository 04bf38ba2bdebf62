import { ALERT_ATTACKS } from "./alerts";
import { type Attack } from "./attack";
import { BUCKET_AND_KEY_ATTACKS } from "./buckets-and-keys";
import { CHART_ATTACKS } from "./charts";
import { CLUSTER_ACCESS_ATTACKS } from "./cluster-access";
import { CLUSTER_OBJECT_ATTACKS } from "./cluster-objects";
import { COPY_ATTACKS } from "./copies-elsewhere";
import { EDITED_MECHANICS_ATTACKS } from "./edited-mechanics";
import { IDENTITY_ATTACKS } from "./identity";
import { LANGUAGE_MODEL_ATTACKS } from "./language-models";
import { LOCALITY_ATTACKS } from "./locality";
import { MECHANICS_ATTACKS } from "./mechanics";
import { NETWORK_ATTACKS } from "./network";
import { NETWORK_RULE_ATTACKS } from "./network-rules";
import { NETWORK_SERVICE_ATTACKS } from "./network-services";
import { RBAC_ATTACKS } from "./rbac";
import { RESOURCE_POLICY_ATTACKS } from "./resource-policies";
import { SCHEDULE_ATTACKS } from "./schedules";
import { SIGN_IN_ATTACKS } from "./sign-in";

/** Attacks by class, in the order of the score. */
export const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  identity: [...SIGN_IN_ATTACKS, ...IDENTITY_ATTACKS],
  "resource policies": [...BUCKET_AND_KEY_ATTACKS, ...RESOURCE_POLICY_ATTACKS],
  network: [...NETWORK_ATTACKS, ...NETWORK_RULE_ATTACKS, ...NETWORK_SERVICE_ATTACKS],
  "cluster access": [...CLUSTER_ACCESS_ATTACKS, ...RBAC_ATTACKS],
  mechanics: [...MECHANICS_ATTACKS, ...EDITED_MECHANICS_ATTACKS],
  alerts: ALERT_ATTACKS,
  charts: [...CHART_ATTACKS, ...CLUSTER_OBJECT_ATTACKS],
  schedules: SCHEDULE_ATTACKS,
  "language models": LANGUAGE_MODEL_ATTACKS,
  locality: [...LOCALITY_ATTACKS, ...COPY_ATTACKS],
};
