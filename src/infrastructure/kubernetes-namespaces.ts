import { isTemplate } from "../terraform/terraform-templates";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { ADDONS_OF_PARTS } from "../evidence/addons-of-parts";
import { block, isTrue, texts } from "../terraform/stack-json";
import { addonsOf, helmReleasesOf } from "./kubernetes-releases";
import { MANIFEST } from "./kubernetes/kinds";
import { objectsOf } from "./kubernetes-objects";

/** Namespaces that Kubernetes creates. */
const GIVEN = ["default", ...["system", "public", "node-lease"].map((name) => `kube-${name}`)];

/** Namespaces of the cluster. */
interface Namespaces {
  /** Those that Kubernetes creates. */
  readonly given: readonly string[];
  /** Those of Kubernetes and add-ons, and those that blocks create. */
  readonly all: ReadonlySet<string>;
  /** Whether the names of all are known: the stacks have all layers, and no name waits for an apply. */
  readonly areKnown: boolean;
  /** Those of access policies that nothing creates; a `*` is for namespaces that may come later. */
  readonly missing: readonly { readonly resource: PlannedResource; readonly namespace: string }[];
}

export const namespacesOf = memoizePerPlan((plan: EnvironmentPlan): Namespaces => {
  const all = namesIn(plan);
  const missing = plan.resources("aws_eks_access_policy_association").flatMap((resource) =>
    texts(block(resource.config.access_scope).namespaces)
      .filter((each) => !isTemplate(each) && !each.includes("*") && !all.has(each))
      .map((namespace) => ({ resource, namespace })),
  );
  const areKnown =
    (["platform", "models"] as const).every((layer) => plan.stack(layer) !== undefined) &&
    ![...all].some(isTemplate);
  return { given: GIVEN, all, areKnown, missing };
});

function namesIn(plan: EnvironmentPlan): ReadonlySet<string> {
  const objects = objectsOf(plan);
  return new Set([
    ...GIVEN,
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
}
