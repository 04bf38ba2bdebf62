import { type Check } from "../../../checks/check";
import { nodeSchedulesRestore } from "./node-schedules";
import { replicaSchedulesRestore } from "./replica-schedules";
import { stepsAtRest } from "./steps-at-rest";
import { schedulePermissions } from "./schedule-permissions";

/** Checks of schedules of nodes and replicas. */
export const CHECKS: readonly Check[] = [
  nodeSchedulesRestore,
  replicaSchedulesRestore,
  schedulePermissions,
  stepsAtRest,
];
