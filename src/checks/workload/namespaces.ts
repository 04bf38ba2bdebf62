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

export const objectsIn = <Kind extends keyof Specs>(
  plan: EnvironmentPlan,
  kind: Kind,
  { name }: KubernetesObject,
): readonly KubernetesObject<Specs[Kind]>[] =>
  (inNamespace(plan).get(`${kind} ${name}`) ?? []).filter((object) => isOfKind(object, kind));
