import { CHART_DAEMONSETS, type ChartDaemonSet } from "../../catalog/chart-daemonsets";
import { combinedFinding } from "../../analysis/blocks";
import { helmReleasesOf } from "../../analysis/helm-releases";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const daemonsetScheduling: Check = {
  id: "daemonset-scheduling",
  severity: "error",
  title: "DaemonSets that pods wait for run on every node, and before other pods",
  why: "on a full node, a restarted pod of the DaemonSet stays Pending behind model pods, and no pod of the node can mount secrets; without its toleration, it starts after the pods that wait for it",
  fix: "set priorityClassName to system-node-critical, tolerate every taint, and exclude Fargate nodes by affinity",
  source:
    "https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/ (2026-11-20); src/catalog/chart-daemonsets.ts",
  run: (plan) =>
    helmReleasesOf(plan).flatMap(({ resource, chart, values }) => {
      const known = CHART_DAEMONSETS[chart];
      return known
        ? combinedFinding(resource, `DaemonSet for ${known.neededFor}`, problems(known, values))
        : [];
    }),
};

function problems({ priority, tolerations, affinity }: ChartDaemonSet, values: JsonObject): string[] {
  const priorityClass = valueAt(values, priority.value) ?? priority.default;
  const given = valueAt(values, tolerations.value);
  const toleratesAll =
    given === undefined ? tolerations.everyTaintByDefault : asArray(given).some(isForEveryTaint);
  return [
    ...(priorityClass === "system-node-critical"
      ? []
      : [`its priority class is ${String(priorityClass) || "missing"}, expected system-node-critical`]),
    ...(toleratesAll ? [] : ["it does not tolerate every taint"]),
    ...(affinity === undefined || excludesFargate(valueAt(values, affinity))
      ? []
      : ["its affinity does not exclude Fargate nodes, whose taint it tolerates"]),
  ];
}

const valueAt = (values: JsonObject, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((value, key) => asObject(value)[key], values);

function isForEveryTaint(toleration: Json): boolean {
  const { key, operator, effect } = asObject(toleration);
  return operator === "Exists" && (key ?? "") === "" && (effect ?? "") === "";
}

/** Each of the alternative terms has to exclude them. */
function excludesFargate(affinity: Json | undefined): boolean {
  const required = asObject(asObject(affinity)["nodeAffinity"])[
    "requiredDuringSchedulingIgnoredDuringExecution"
  ];
  const terms = asArray(asObject(required)["nodeSelectorTerms"]).map(asObject);
  return terms.length > 0 && terms.every((term) => asArray(term["matchExpressions"]).some(isNotFargate));
}

function isNotFargate(expression: Json): boolean {
  const { key, operator, values } = asObject(expression);
  return (
    key === "eks.amazonaws.com/compute-type" && operator === "NotIn" && asArray(values).includes("fargate")
  );
}
