import { text } from "../../terraform/stack-json";
import { type Labels, labelsOf } from "../../infrastructure/kubernetes-labels";
import { groupBy } from "../../base/group-by";
import { type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, isOfKind, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";

/** Namespaces of this environment with pods. */
export const guardedNamespaces = memoizePerPlan((plan: EnvironmentPlan): readonly KubernetesObject[] => {
  const running = new Set(objectsOf(plan).pods.map(({ owner }) => owner.namespace));
  return objectsOf(plan)
    .ofKind("namespace")
    .filter(({ name }) => running.has(name));
});

const inNamespace = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(objectsOf(plan).all, ({ kind, namespace }) => `${kind} ${namespace}`),
);

export const objectsOfKind = <Kind extends keyof Specs>(
  plan: EnvironmentPlan,
  kind: Kind,
  { name }: KubernetesObject,
): readonly KubernetesObject<Specs[Kind]>[] =>
  (inNamespace(plan).get(`${kind} ${name}`) ?? []).filter((object) => isOfKind(object, kind));

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
