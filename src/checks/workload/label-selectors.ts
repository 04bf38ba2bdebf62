import { type Labels, carries, labelsOf, requirementsOn } from "../../infrastructure/kubernetes-labels";
import { items, type LabelSelector } from "../../infrastructure/kubernetes-api";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";
import { releasePodsOf } from "../../infrastructure/kubernetes-release-pods";
import { type EnvironmentPlan } from "../../terraform/environment-plan";

/** Whether labels have those of a selector, and meet its expressions. An empty selector matches all. */
export const selects = (selector: LabelSelector | undefined, labels: Labels): boolean =>
  carries(labels, labelsOf(selector?.matchLabels)) &&
  requirementsOn(selector, labels).every(({ isMet }) => isMet);

/** Pods of Terraform and of releases, and those that programs of the platform create. */
export function podsSelectedBy(plan: EnvironmentPlan, namespace: string, selector: LabelSelector): Pods[] {
  const labels = labelsOf(selector.matchLabels);
  return [
    ...objectsOf(plan).selected(namespace, labels),
    ...releasePodsOf(plan).selected(namespace, labels),
    ...platformProgramsOf(plan).createdPods(namespace, labels),
  ].filter((pods) => selects(selector, pods.labels));
}

/** Whether a selector has no label and no expression, so that it matches all. */
export const isEmptySelector = (selector: LabelSelector | undefined): boolean =>
  Object.keys(labelsOf(selector?.matchLabels)).length + items(selector?.matchExpressions).length === 0;

/** Whether a selector matches objects of which nothing is known: it demands no label. */
export const demandsNothing = (selector: LabelSelector | undefined): boolean =>
  Object.keys(labelsOf(selector?.matchLabels)).length === 0 &&
  items(selector?.matchExpressions).every(({ operator }) =>
    ["NotIn", "DoesNotExist"].includes(operator ?? ""),
  );

/** Expressions of a selector that Kubernetes refuses, or that labels do not meet. */
export const expressionProblems = (
  selector: LabelSelector | undefined,
  labels: Labels,
  where: string,
): string[] =>
  requirementsOn(selector, labels).flatMap(({ operator, words, isMet }) => {
    if (isMet === undefined)
      return [
        `an expression of ${where} has the operator ${operator}, expected In, NotIn, Exists or DoesNotExist`,
      ];
    return isMet ? [] : [`its pods do not meet the expression ${words} of ${where}`];
  });
