import { type EnvironmentConfig } from "../../environment/environment";
import { type RuleProblem } from "../../environment/loader/load-request";
import { MLFLOW } from "./names";

/** The server runs on nodes, where the driver that mounts its password runs. */
export const mlflowRules = (_: unknown, { cluster, network }: EnvironmentConfig): RuleProblem[] => [
  ...(Object.keys(cluster.nodeGroups).length > 0
    ? []
    : [
        {
          path: ["components", MLFLOW],
          expected: "a node group, since the driver that mounts the password runs on no Fargate node",
          fix: "add a node group to cluster.nodeGroups, or remove components.mlflow",
        },
      ]),
  ...((cluster.zones ?? network.zones).length > 1
    ? []
    : [
        {
          path: ["components", MLFLOW],
          expected: "at least two zones, since RDS needs subnets in two",
          fix: "add a zone to network.zones",
        },
      ]),
];
