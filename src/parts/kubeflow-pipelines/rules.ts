import { own } from "../../base/own";
import { gpuNodesOf, nodesOf } from "../../environment/node-groups";
import { nodeImage } from "../../facts/instance-types";
import { hasMlflow } from "../mlflow/names";
import { KUBEFLOW_PIPELINES } from "./names";
import { type KubeflowPipelinesSettings } from "./settings";
import { type RuleProblem, regionProblems, forEach } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

type NodeGroupConfig = EnvironmentConfig["cluster"]["nodeGroups"][string];

const PATH = ["components", KUBEFLOW_PIPELINES];

/** Steps run on nodes, the store of metadata on x86 nodes, and the database needs two zones. Steps reach parts that the file has. */
export function kubeflowPipelinesRules(
  { stepsReach, maxGpus }: KubeflowPipelinesSettings,
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
    ...bucketRules(stepsReach, config),
    ...gpuRules(maxGpus, config),
  ];
}

function bucketRules(
  { buckets }: KubeflowPipelinesSettings["stepsReach"],
  config: EnvironmentConfig,
): RuleProblem[] {
  return forEach(buckets, ({ name, prefix, kmsKeyArn }, index) => {
    const path = [...PATH, "stepsReach", "buckets", index];
    const first = buckets.findIndex((each) => each.name === name && each.prefix === prefix);
    return [
      ...(kmsKeyArn === undefined ? [] : regionProblems(config, [...path, "kmsKeyArn"], kmsKeyArn)),
      ...(first === index
        ? []
        : [
            {
              path: [...path, "prefix"],
              got: prefix,
              expected: `each folder of ${name} once; buckets[${first}] has it`,
              fix: "remove one of the entries; the access write has read too",
            },
          ]),
    ];
  });
}

const hasNodeAutoscaler = ({ cluster, components = {} }: EnvironmentConfig): boolean =>
  cluster.externalNodeAutoscaler || own(components, "cluster-autoscaler") !== undefined;

/** Steps with GPUs wait forever without a node that has as many. */
function gpuRules(maxGpus: number, config: EnvironmentConfig): RuleProblem[] {
  if (maxGpus === 0) return [];
  const path = [...PATH, "maxGpus"];
  const got = String(maxGpus);
  const most = gpuNodesOf(config).most;
  if (most === 0)
    return [
      {
        path,
        got,
        expected: "0 without nodes with GPUs",
        fix: "add a node group with GPUs to cluster.nodeGroups, such as gpu: { instanceTypes: [g5.xlarge] }, or remove the key",
      },
    ];
  const groups = Object.values(config.cluster.nodeGroups).filter((group) => nodesOf(group).hasGpus);
  return [
    ...(maxGpus <= most
      ? []
      : [
          {
            path,
            got,
            expected: `at most ${most}, the GPUs of all nodes when each node group has its maximum size`,
            fix: "lower it, or raise maxPerZone of a node group with GPUs",
          },
        ]),
    ...(hasNodeAutoscaler(config) || groups.some(({ minPerZone }) => minPerZone > 0)
      ? []
      : [
          {
            path,
            got,
            expected: "0 if every node group with GPUs starts without nodes, and nothing adds them",
            fix: "add components.cluster-autoscaler, or raise minPerZone of a node group with GPUs",
          },
        ]),
  ];
}

const isOfX86 = (group: NodeGroupConfig): boolean =>
  nodesOf(group).runSystemPods && nodeImage(group.instanceTypes).amiType.includes("x86_64");
