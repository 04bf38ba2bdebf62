import { carries, type Labels, labelsOf, requirementsOn } from "../infrastructure/kubernetes-labels";
import { items, type LabelSelector } from "../infrastructure/kubernetes-api";
import { objectsOf, type Pods } from "../infrastructure/kubernetes-objects";
import { platformProgramsOf } from "../infrastructure/kubernetes-programs";
import { releasePodsOf } from "../infrastructure/kubernetes-release-pods";
import { type EnvironmentPlan } from "../terraform/environment-plan";

export const labelSelectors = {
  /** Whether labels have those of a selector, and meet its expressions. An empty selector matches all. */
  matches: (selector: LabelSelector | undefined, labels: Labels): boolean =>
    carries(labels, labelsOf(selector?.matchLabels)) &&
    requirementsOn(selector, labels).every(({ isMet }) => isMet),

  /** Pods of Terraform and of releases, and those that programs of the platform create. */
  pods(plan: EnvironmentPlan, namespace: string, selector: LabelSelector): Pods[] {
    const labels = labelsOf(selector.matchLabels);
    return [
      ...objectsOf(plan).selected(namespace, labels),
      ...releasePodsOf(plan).selected(namespace, labels),
      ...platformProgramsOf(plan).createdPods(namespace, labels),
    ].filter((pods) => labelSelectors.matches(selector, pods.labels));
  },

  /** Whether a selector has no label and no expression, so that it matches all. */
  isEmpty: (selector: LabelSelector | undefined): boolean =>
    Object.keys(labelsOf(selector?.matchLabels)).length + items(selector?.matchExpressions).length === 0,

  /** Whether a selector matches objects of which nothing is known: it demands no label. */
  demandsNothing: (selector: LabelSelector | undefined): boolean =>
    Object.keys(labelsOf(selector?.matchLabels)).length === 0 &&
    items(selector?.matchExpressions).every(({ operator = "" }) =>
      ["NotIn", "DoesNotExist"].includes(operator),
    ),
};
