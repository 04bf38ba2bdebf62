import { type EnvironmentPlan } from "../terraform/environment-plan";
import { text } from "./blocks";
import { type KubernetesObject, type Labels, labelsOf, objectsOf } from "./kubernetes-objects";

/** Level that labels of a namespace enforce; undefined if they enforce none. */
export const enforcedLevel = (labels: Labels): string | undefined =>
  labels["pod-security.kubernetes.io/enforce"];

/** Annotation of a namespace with the reason for the level privileged. */
export const WHY_PRIVILEGED = "private-eks-inference/why-privileged";

/** Labels that another block adds to a namespace. */
export interface AddedLabels {
  /** Has the name of the namespace. */
  readonly object: KubernetesObject;
  readonly labels: Labels;
}

export const addedLabelsOf = (plan: EnvironmentPlan): AddedLabels[] =>
  objectsOf(plan)
    .ofKind("labels")
    .filter(({ resource }) => text(resource.config["kind"]) === "Namespace")
    .map((object) => ({ object, labels: labelsOf(object.resource.config["labels"]) }));
