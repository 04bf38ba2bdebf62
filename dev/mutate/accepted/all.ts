import { ACCEPTED_DATA } from "./data";
import { ACCEPTED_ALARMS_AND_LOGS } from "./alarms-and-logs";
import { ACCEPTED_CHARTS_AND_CLUSTER } from "./charts-and-cluster";
import { ACCEPTED_DEFAULTS } from "./defaults";
import { ACCEPTED_EMITTED } from "./emitted";
import { ACCEPTED_GENERATED } from "./generated";
import { ACCEPTED_NETWORK_AND_ENTRY } from "./network-and-entry";
import { ACCEPTED_REFUSED } from "./refused";
import { type AcceptedSurvivors } from "./row";
import { ACCEPTED_WORKLOADS } from "./workloads";

/** Silent changes that are no danger, and gaps of the checks, each with its reason. */
export const ACCEPTED_SURVIVORS: readonly AcceptedSurvivors[] = [
  ...ACCEPTED_EMITTED,
  ...ACCEPTED_GENERATED,
  ...ACCEPTED_DATA,
  ...ACCEPTED_ALARMS_AND_LOGS,
  ...ACCEPTED_WORKLOADS,
  ...ACCEPTED_NETWORK_AND_ENTRY,
  ...ACCEPTED_DEFAULTS,
  ...ACCEPTED_REFUSED,
  ...ACCEPTED_CHARTS_AND_CLUSTER,
];
