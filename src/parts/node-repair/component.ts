import { gpuNodesOf } from "../../environment/node-groups";
import { component } from "../../platform/contract";
import { nodeRepairRules } from "./rules";
import { type NodeRepairSettings, settings } from "./settings";
import { GPU_TOLERATION } from "../../platform/pods";

/**
 * Finds broken nodes, which EKS then reboots or replaces. The agent calls no AWS service and needs no role: its service account may patch
 * the status of nodes.
 *
 * Source: aws/eks-node-monitoring-agent at v1.7.0, its chart and its schema of configuration values
 * (read 2026-11-28).
 */
export const nodeRepair = component<NodeRepairSettings>({
  id: "node-repair",
  title: "Node repair",
  settings,
  rules: nodeRepairRules,
  addons: [
    {
      name: "eks-node-monitoring-agent",
      when: "after-nodes",
      versions: {},
      // The agent itself tolerates every taint. Its host engine tolerates none, and without it the
      // agent reports each GPU as broken.
      configuration: (_, { config }) =>
        gpuNodesOf(config).exist
          ? { dcgmAgent: { tolerations: [GPU_TOLERATION, ...gpuNodesOf(config).tolerations] } }
          : undefined,
    },
  ],
  contributes: () => ({ repairsNodes: true }),
});
