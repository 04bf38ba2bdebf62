import { isTemplate } from "../../terraform/terraform-templates";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { block, isTrue, texts } from "../../terraform/stack-json";
import { addonsOf, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../infrastructure/kubernetes-objects";

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
      .ofKind("manifest")
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
