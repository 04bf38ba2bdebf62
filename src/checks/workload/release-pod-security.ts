import { chartWorkloads } from "../../infrastructure/kubernetes-charts";
import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { addedLabelsOf, WHY_PRIVILEGED } from "./namespaces";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { enforcedLevel, type Labels } from "../../infrastructure/kubernetes-labels";
import { CHART_FACTS, privilegedReason } from "../../evidence/charts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { weakenedBy } from "./weakened-pods";
import TEXTS from "./texts.json";

export const releasePodSecurity: Check = {
  ...ruleOf(TEXTS, "release-pod-security"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap((release) => [...findings(plan, release), ...weakened(release)]),
};

function findings(plan: EnvironmentPlan, { resource, chart, namespace }: HelmRelease): Finding[] {
  const levels = enforcedLevels(plan);
  const level = levels.get(namespace) ?? "privileged";
  if (!LEVELS.includes(level)) {
    const message = `namespace ${namespace} enforces ${level}, expected ${LEVELS.join(", ")}`;
    return [{ ...at(resource), message }];
  }
  const privileged = (CHART_FACTS[chart]?.workloads ?? []).filter(
    ({ podSecurityLevel, nodes }) => podSecurityLevel === "privileged" && nodes !== "mps",
  );
  const created = objectsOf(plan).find("namespace", "", namespace);
  if (level === "privileged") {
    return created && CHART_FACTS[chart] ? unexplained(created, privileged.length > 0) : [];
  }
  return privileged.map((workload) => ({
    ...at(resource),
    message: `namespace ${namespace} enforces ${level}, and the pods of ${workload.name} need privileged: ${String(privilegedReason(workload))}`,
  }));
}

/** Pods that meet restricted by default, and do not with the values of a release. */
function weakened({ resource, chart, local, values }: HelmRelease): Finding[] {
  const facts = local ? undefined : CHART_FACTS[chart];
  const workloads = facts ? chartWorkloads(facts, values) : [];
  return workloads
    .filter((workload) => workload.facts.podSecurityLevel === "restricted")
    .flatMap((workload) =>
      combinedFinding(resource, `values weaken the pods of ${workload.facts.name}`, weakenedBy(workload)),
    );
}

/** An exception from the standards is needed, and the namespace says why. */
function unexplained({ resource, name, annotations }: KubernetesObject, isNeeded: boolean): Finding[] {
  const reason = annotations[WHY_PRIVILEGED];
  return [
    ...(isNeeded
      ? []
      : [`namespace ${name} enforces privileged, and no pods of its release need more than baseline`]),
    ...(reason
      ? []
      : [`namespace ${name} enforces privileged, and no annotation ${WHY_PRIVILEGED} says why`]),
  ].map((message) => ({ ...at(resource), message }));
}

const LEVELS: readonly string[] = ["privileged", "baseline", "restricted"];

/** Enforced levels by namespace, from labels of created namespaces and labels that are added to existing ones. */
function enforcedLevels(plan: EnvironmentPlan): ReadonlyMap<string, string> {
  const created = objectsOf(plan)
    .ofKind("namespace")
    .map(({ name, labels }) => [name, labels] as const);
  const added = addedLabelsOf(plan).map(({ object, labels }) => [object.name, labels] as const);
  return new Map([...created, ...added].flatMap(([name, labels]) => levelIn(name, labels)));
}

const levelIn = (name: string, labels: Labels): (readonly [string, string])[] => {
  const level = enforcedLevel(labels);
  return level === undefined ? [] : [[name, level]];
};
