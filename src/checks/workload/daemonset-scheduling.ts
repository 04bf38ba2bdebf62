import { own } from "../../base/own";
import { groupBy } from "../../base/group-by";
import { texts } from "../../terraform/stack-json";
import { type ChartWorkload, chartWorkloads } from "../../infrastructure/kubernetes-charts";
import { groupNames, type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { CHART_FACTS } from "../../evidence/charts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { items } from "../../infrastructure/kubernetes-api";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const daemonsetScheduling: Check = {
  ...ruleOf(TEXTS, "daemonset-scheduling"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap(({ resource, chart, local, values }) => {
      const facts = local ? undefined : CHART_FACTS[chart];
      if (!facts) return [];
      const reason = own(NEEDED_FOR, chart);
      return chartWorkloads(facts, values)
        .filter((workload) => workload.facts.kind === "DaemonSet")
        .flatMap((workload) => [
          ...combinedFinding(resource, `DaemonSet ${workload.facts.name}`, [
            ...obstacles(plan, workload),
            ...elsewhere(plan, workload),
          ]),
          ...(reason === undefined
            ? []
            : combinedFinding(resource, `DaemonSet for ${reason}`, schedulingProblems(workload))),
        ]);
    }),
};

/** Node groups whose nodes need the pods, and refuse them. */
function obstacles(
  plan: EnvironmentPlan,
  { facts: { nodes }, nodeSelector, tolerations }: ChartWorkload,
): string[] {
  const needs = ({ hasNvidiaDriver }: NodeGroup): boolean =>
    nodes === "every" || (nodes === "gpu" && hasNvidiaDriver);
  const pod = { nodeSelector, tolerations };
  const unknown = tolerations.filter(
    ({ operator = "Equal" }) => operator !== "Exists" && operator !== "Equal",
  );
  const byReason = groupBy(nodeGroups(plan).filter(needs), (group) => group.obstacle(pod));
  return [
    ...unknown.map(
      ({ operator }) => `a toleration has the operator ${JSON.stringify(operator)}, expected Exists or Equal`,
    ),
    ...[...byReason].flatMap(([why, groups]) =>
      why === undefined ? [] : [`it does not run on nodes of ${groupNames(groups)}: ${why}`],
    ),
  ];
}

/** Node groups without GPUs that get the pods of a DaemonSet for GPUs. An affinity is not compared. */
function elsewhere(
  plan: EnvironmentPlan,
  { facts: { nodes }, nodeSelector, tolerations, affinity }: ChartWorkload,
): string[] {
  if (nodes !== "gpu" || Object.keys(affinity).length > 0) return [];
  const pod = { nodeSelector, tolerations };
  const groups = nodeGroups(plan).filter((group) => !group.hasNvidiaDriver && group.admits(pod));
  return groups.length === 0 ? [] : [`it also runs on nodes of ${groupNames(groups)}, which have no GPUs`];
}

/** Reasons why pods of models wait for the DaemonSets of a chart. */
const NEEDED_FOR: Readonly<Record<string, string>> = {
  "secrets-store-csi-driver": "the mount of secrets",
  "secrets-store-csi-driver-provider-aws": "the mount of secrets",
};

function schedulingProblems({ priorityClass, tolerations, affinity }: ChartWorkload): string[] {
  return [
    ...(priorityClass === "system-node-critical"
      ? []
      : [`its priority class is ${priorityClass || "missing"}, expected system-node-critical`]),
    ...(tolerations.some(isForEveryTaint) ? [] : ["it does not tolerate every taint"]),
    ...(excludesFargate(affinity)
      ? []
      : ["its affinity does not exclude Fargate nodes, whose taint it tolerates"]),
  ];
}

function isForEveryTaint({ key, operator, effect }: ChartWorkload["tolerations"][number]): boolean {
  return operator === "Exists" && (key ?? "") === "" && (effect ?? "") === "";
}

/** Each of the alternative terms has to exclude them. */
function excludesFargate({ nodeAffinity }: ChartWorkload["affinity"]): boolean {
  const terms = items(nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms);
  const isNoFargate = (term: (typeof terms)[number]): boolean =>
    items(term.matchExpressions).some(
      ({ key, operator, values }) =>
        key === "eks.amazonaws.com/compute-type" && operator === "NotIn" && texts(values).includes("fargate"),
    );
  return terms.length > 0 && terms.every(isNoFargate);
}
