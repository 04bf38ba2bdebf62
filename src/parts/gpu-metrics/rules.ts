import { type RuleProblem } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";
import { type GpuMetricsSettings } from "./settings";
import { gpuNodesOf } from "../../environment/node-groups";

/** Without GPU nodes, the release has no pods, and its dashboards stay empty. */
export const gpuMetricsRules = (_: GpuMetricsSettings, config: EnvironmentConfig): RuleProblem[] =>
  gpuNodesOf(config).exist
    ? []
    : [
        {
          path: ["components", "gpu-metrics"],
          got: "GPU metrics without GPU nodes",
          expected: "a node group whose instance types have GPUs",
          fix: "add one to cluster.nodeGroups, such as gpu: { instanceTypes: [g5.xlarge] }, or remove components.gpu-metrics",
        },
      ];
