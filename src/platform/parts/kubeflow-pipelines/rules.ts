import { type NodeGroupConfig, runsSystemPods } from "../../environment/node-groups";
import { nodeImage } from "../../facts/instance-types";
import { type EnvironmentConfig } from "../../environment/environment";
import { hasMlflow } from "../mlflow/names";
import { KUBEFLOW_PIPELINES } from "./names";
import { type RuleProblem } from "../../environment/loader/load-request";
import { type KubeflowPipelinesSettings } from "./settings";

const PATH = ["components", KUBEFLOW_PIPELINES];

/** Steps run on nodes, the store of metadata on x86 nodes, and the database needs two zones. Steps reach parts that the file has. */
export function kubeflowPipelinesRules(
  { stepsReach }: KubeflowPipelinesSettings,
  config: EnvironmentConfig,
): RuleProblem[] {
  const { cluster, network } = config;
  const groups = Object.values(cluster.nodeGroups);
  const problem = (expected: string, fix: string): RuleProblem => ({ path: PATH, expected, fix });
  return [
    ...(groups.length > 0
      ? []
      : [
          problem(
            "a node group, since the driver that mounts the password runs on no Fargate node",
            "add a node group to cluster.nodeGroups, or remove components.kubeflow-pipelines",
          ),
        ]),
    ...(groups.length === 0 || groups.some(isOfX86)
      ? []
      : [
          problem(
            "a node group of x86 instance types without GPUs and taints, since the image of the store of metadata exists for no ARM nodes",
            "add one to cluster.nodeGroups, such as x86: { instanceTypes: [m6i.large] }",
          ),
        ]),
    ...((cluster.zones ?? network.zones).length > 1
      ? []
      : [problem("at least two zones, since RDS needs subnets in two", "add a zone to network.zones")]),
    ...(stepsReach.mlflow && !hasMlflow(config)
      ? [
          {
            path: [...PATH, "stepsReach", "mlflow"],
            got: "true",
            expected: "false without an MLflow server in the environment",
            fix: "add components.mlflow, or remove the key",
          },
        ]
      : []),
  ];
}

const isOfX86 = (group: NodeGroupConfig): boolean =>
  runsSystemPods(group) && nodeImage(group.instanceTypes).amiType.includes("x86_64");
