import { type AutoscalerSettings } from "./settings";
import { releaseFor } from "./versions";
import { type RuleProblem, allOf } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

const at = (...keys: string[]) => ["components", "cluster-autoscaler", ...keys];

export const clusterAutoscalerRules = (
  { version, maxNodes }: AutoscalerSettings,
  { cluster, network }: EnvironmentConfig,
): RuleProblem[] =>
  allOf(
    () => releaseProblems(version, cluster.version),
    () =>
      cluster.externalNodeAutoscaler
        ? [
            {
              path: ["cluster", "externalNodeAutoscaler"],
              expected:
                "false with components.cluster-autoscaler, because two autoscalers remove each other's nodes",
              fix: "remove externalNodeAutoscaler, or remove components.cluster-autoscaler",
            },
          ]
        : [],
    () => limitProblems(maxNodes, cluster, network.zones.length),
  );

function releaseProblems(version: string | undefined, kubernetes: string): RuleProblem[] {
  if (version === undefined) {
    return releaseFor(kubernetes) === undefined
      ? [
          {
            path: at(),
            got: `no version, with Kubernetes ${kubernetes}`,
            expected: `version, because no release of the Cluster Autoscaler for Kubernetes ${kubernetes} is known here`,
            fix: `set version to a release ${kubernetes}.x of kubernetes/autoscaler`,
          },
        ]
      : [];
  }
  return version.startsWith(`${kubernetes}.`)
    ? []
    : [
        {
          path: at("version"),
          expected: `a release ${kubernetes}.x, because cluster.version is ${kubernetes}`,
          fix: releaseFor(kubernetes) === undefined ? `write a release ${kubernetes}.x` : "remove version",
        },
      ];
}

/** Nodes that always run must be allowed. */
function limitProblems(
  maxNodes: number | undefined,
  { nodeGroups }: EnvironmentConfig["cluster"],
  zones: number,
): RuleProblem[] {
  const least = Object.values(nodeGroups).reduce(
    (sum, group) => sum + group.minPerZone * (group.zones?.length ?? zones),
    0,
  );
  return maxNodes === undefined || maxNodes >= least
    ? []
    : [
        {
          path: at("maxNodes"),
          expected: `at least ${least}, the sum of minPerZone in all zones`,
          fix: "raise maxNodes, or lower minPerZone of a node group",
        },
      ];
}
