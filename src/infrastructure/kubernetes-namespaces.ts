import { isTemplate } from "../terraform/terraform-templates";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { ADDONS_OF_PARTS } from "../evidence/addons-of-parts";
import { block, isTrue, text, texts } from "../terraform/stack-json";
import { addonsOf, helmReleasesOf } from "./kubernetes-releases";
import { MANIFEST } from "./kubernetes/kinds";
import { type KubernetesObject, objectsOf } from "./kubernetes-objects";
import { type Labels, labelsOf } from "./kubernetes-labels";

/** Namespaces that Kubernetes creates. */
export const GIVEN_NAMESPACES = [
  "default",
  ...["system", "public", "node-lease"].map((name) => `kube-${name}`),
];

/** Namespaces of the cluster: those of Kubernetes and add-ons, and those that blocks create. */
export const namespacesIn = memoizePerPlan((plan: EnvironmentPlan): ReadonlySet<string> => {
  const objects = objectsOf(plan);
  return new Set([
    ...GIVEN_NAMESPACES,
    ...addonsOf(plan)
      .flatMap(({ name }) => ADDONS_OF_PARTS[name]?.pods ?? [])
      .map(({ namespace }) => namespace),
    ...objects.ofKind("namespace").map(({ name }) => name),
    ...objects
      .ofKind(MANIFEST)
      .flatMap(({ api, name }) => ("kind" in api && api.kind === "Namespace" ? name : [])),
    ...helmReleasesOf(plan)
      .filter(({ resource }) => isTrue(resource.config.create_namespace))
      .map(({ namespace }) => namespace),
  ]);
});

/** Namespaces of access policies that nothing creates; a `*` is for namespaces that may come later. */
export const missingNamespaces = memoizePerPlan((plan: EnvironmentPlan) =>
  plan.resources("aws_eks_access_policy_association").flatMap((resource) =>
    texts(block(resource.config.access_scope).namespaces)
      .filter((each) => !isTemplate(each) && !each.includes("*") && !namespacesIn(plan).has(each))
      .map((namespace) => ({ resource, namespace })),
  ),
);

/** Whether the names of all namespaces are known: the stacks have all layers, and no name waits for an apply. */
export const areNamespacesKnown = (plan: EnvironmentPlan): boolean =>
  (["platform", "models"] as const).every((layer) => plan.stack(layer) !== undefined) &&
  ![...namespacesIn(plan)].some(isTemplate);

/** Level that labels of a namespace enforce; undefined if they enforce none. */
export const enforcedLevel = (labels: Labels): string | undefined =>
  labels["pod-security.kubernetes.io/enforce"];

/** Annotation of a namespace with the reason for the level privileged. */
export const WHY_PRIVILEGED = "private-eks-inference/why-privileged";

/** Labels that another block adds to a namespace. */
interface AddedLabels {
  /** Has the name of the namespace. */
  readonly object: KubernetesObject;
  readonly labels: Labels;
}

export const addedLabelsOf = (plan: EnvironmentPlan): AddedLabels[] =>
  objectsOf(plan)
    .ofKind("labels")
    .filter(({ resource }) => text(resource.config["kind"]) === "Namespace")
    .map((object) => ({ object, labels: labelsOf(object.resource.config["labels"]) }));
