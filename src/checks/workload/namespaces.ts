import { groupBy, oncePerPlan } from "../../infrastructure/blocks";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes/objects";
import { type EnvironmentPlan } from "../../synthesized/environment-plan";

/** Namespaces in which this environment runs pods. */
export const guardedNamespaces = oncePerPlan((plan: EnvironmentPlan): readonly KubernetesObject[] => {
  const running = new Set(objectsOf(plan).pods.map(({ owner }) => owner.namespace));
  return objectsOf(plan)
    .ofKind("namespace")
    .filter(({ name }) => running.has(name));
});

const inNamespace = oncePerPlan((plan: EnvironmentPlan) =>
  groupBy(objectsOf(plan).all, ({ kind, namespace }) => `${kind} ${namespace}`),
);

export const objectsIn = (
  plan: EnvironmentPlan,
  kind: string,
  { name }: KubernetesObject,
): readonly KubernetesObject[] => inNamespace(plan).get(`${kind} ${name}`) ?? [];
