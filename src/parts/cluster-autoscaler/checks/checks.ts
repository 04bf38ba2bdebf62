import { type Check } from "../../../checks/check";
import { autoscalerGroups } from "./autoscaler-groups";
import { autoscalerLimit } from "./autoscaler-limit";
import { autoscalerPermissions } from "./autoscaler-permissions";
import { autoscalerRemovesNodes } from "./autoscaler-removes-nodes";
import { autoscalerSettings } from "./autoscaler-settings";
import { nodesDescribed } from "./nodes-described";

/** Checks of the Cluster Autoscaler. Karpenter is not judged. */
export const CHECKS: readonly Check[] = [
  autoscalerGroups,
  autoscalerPermissions,
  autoscalerSettings,
  nodesDescribed,
  autoscalerRemovesNodes,
  autoscalerLimit,
];
