import { type ChartWorkload, chartWorkloads } from "../../../infrastructure/kubernetes-charts";
import { type ClusterAutoscaler, clusterAutoscalers } from "./cluster-autoscalers";
import { CHART_FACTS } from "../../../evidence/charts";
import { EXPANDERS } from "../facts/cluster-autoscaler";
import { type JsonObject, asArray, asObject } from "../../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const autoscalerSettings: Check = {
  ...ruleOf(TEXTS, "autoscaler-settings"),
  run: (plan) => {
    const facts = CHART_FACTS["cluster-autoscaler"];
    if (!facts) return [];
    return clusterAutoscalers(plan).flatMap((each) =>
      combinedFinding(each.release.resource, "Cluster Autoscaler", [
        ...chartWorkloads(facts, each.release.values).flatMap((workload) => [
          ...runningProblems(workload),
          ...securityProblems(workload),
        ]),
        ...argumentProblems(each),
      ]),
    );
  },
};

function runningProblems({ facts: { labels }, replicas = 1, spread }: ChartWorkload): string[] {
  const selectsIt = (constraint: JsonObject): boolean => {
    const selected = Object.entries(asObject(asObject(constraint["labelSelector"])["matchLabels"]));
    return selected.length > 0 && selected.every(([label, value]) => labels[label] === value);
  };
  const isSpread = spread.some(
    (each) =>
      each["topologyKey"] === "topology.kubernetes.io/zone" &&
      each["maxSkew"] === 1 &&
      each["whenUnsatisfiable"] === "ScheduleAnyway" &&
      selectsIt(each),
  );
  return [
    ...(replicas >= 2 ? [] : ["it has fewer than 2 replicas"]),
    ...(isSpread ? [] : ["its pods are not spread across zones"]),
  ];
}

/** Fields of the restricted Pod Security Standard, and a root filesystem that the program cannot change. */
const securityProblems = ({ podSecurityContext: pod, containers }: ChartWorkload): string[] =>
  containers.flatMap(({ securityContext: own }) => {
    const profile = asObject(own["seccompProfile"] ?? pod["seccompProfile"])["type"];
    const wanted: readonly (readonly [field: string, holds: boolean])[] = [
      ["runAsNonRoot true", (own["runAsNonRoot"] ?? pod["runAsNonRoot"]) === true],
      ["seccompProfile RuntimeDefault", profile === "RuntimeDefault"],
      ["allowPrivilegeEscalation false", own["allowPrivilegeEscalation"] === false],
      ["readOnlyRootFilesystem true", own["readOnlyRootFilesystem"] === true],
      ["capabilities.drop ALL", asArray(asObject(own["capabilities"])["drop"]).includes("ALL")],
    ];
    return wanted.flatMap(([field, holds]) => (holds ? [] : [`its security context lacks ${field}`]));
  });

function argumentProblems({ args }: ClusterAutoscaler): string[] {
  const expanders = args["expander"] === undefined ? [] : String(args["expander"]).split(",");
  const times = Object.entries(args).filter(([name]) => /^scale-down-.*(time|delay)/.test(name));
  return [
    ...expanders
      .filter((expander) => !EXPANDERS.includes(expander))
      .map((expander) => `expander is ${expander}, expected ${EXPANDERS.join(", ")}`),
    ...times
      .filter(([, value]) => !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(String(value)))
      .map(([name, value]) => `${name} is ${String(value)}, expected a time such as 10m`),
    ...(String(args["balance-similar-node-groups"]) === "true"
      ? []
      : ["balance-similar-node-groups is not true: one zone has all further nodes"]),
  ];
}
