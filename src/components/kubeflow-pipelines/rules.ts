import { type EnvironmentConfig } from "../../config/environment";
import { KUBEFLOW_PIPELINES } from "../../config/kubeflow-pipelines";
import { type RuleProblem } from "../../config/loader/load";

const PATH = ["components", KUBEFLOW_PIPELINES];

/** Steps run on nodes, and the database needs two zones. */
export const pipelinesRules = (_: unknown, { cluster, network }: EnvironmentConfig): RuleProblem[] => [
  ...(Object.keys(cluster.nodeGroups).length > 0
    ? []
    : [
        {
          path: PATH,
          expected: "a node group, since the driver that mounts the password runs on no Fargate node",
          fix: "add a node group to cluster.nodeGroups, or remove components.kubeflow-pipelines",
        },
      ]),
  ...((cluster.zones ?? network.zones).length > 1
    ? []
    : [
        {
          path: PATH,
          expected: "at least two zones, since RDS needs subnets in two",
          fix: "add a zone to network.zones",
        },
      ]),
];
