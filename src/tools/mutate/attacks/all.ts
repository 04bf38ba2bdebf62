import { ALERT_ATTACKS } from "./alerts";
import { type Attack } from "./attack";
import { CHART_ATTACKS } from "./charts";
import { CLUSTER_ACCESS_ATTACKS } from "./cluster-access";
import { IDENTITY_ATTACKS } from "./identity";
import { LOCALITY_ATTACKS } from "./locality";
import { MECHANICS_ATTACKS } from "./mechanics";
import { NETWORK_ATTACKS } from "./network";
import { RESOURCE_POLICY_ATTACKS } from "./resource-policies";
import { SCHEDULE_ATTACKS } from "./schedules";

/** Attacks by class, in the order of the score. */
export const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  identity: IDENTITY_ATTACKS,
  "resource policies": RESOURCE_POLICY_ATTACKS,
  network: NETWORK_ATTACKS,
  "cluster access": CLUSTER_ACCESS_ATTACKS,
  mechanics: MECHANICS_ATTACKS,
  alerts: ALERT_ATTACKS,
  charts: CHART_ATTACKS,
  schedules: SCHEDULE_ATTACKS,
  locality: LOCALITY_ATTACKS,
};
