import { groupBy, memoizePerPlan } from "../../model/blocks";
import { type KubernetesObject, objectsOf } from "../../model/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";

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

export const objectsIn = (
  plan: EnvironmentPlan,
  kind: string,
  { name }: KubernetesObject,
): readonly KubernetesObject[] => inNamespace(plan).get(`${kind} ${name}`) ?? [];
