import { type Check } from "../../../checks/check";
import { autoscalerAtRest } from "./autoscaler-at-rest";
import { capacityAtRest } from "./capacity-at-rest";
import { nodeSchedulesRestore } from "./node-schedules";
import { replicaSchedulesRestore } from "./replica-schedules";
import { stepsAtRest } from "./steps-at-rest";
import { volumesAtRest } from "./volumes-at-rest";
import { webhooksAtRest } from "./webhooks-at-rest";
import { schedulePermissions } from "./schedule-permissions";

/** Checks of schedules of nodes and replicas. */
export const CHECKS: readonly Check[] = [
  nodeSchedulesRestore,
  replicaSchedulesRestore,
  schedulePermissions,
  stepsAtRest,
  autoscalerAtRest,
  capacityAtRest,
  volumesAtRest,
  webhooksAtRest,
];
