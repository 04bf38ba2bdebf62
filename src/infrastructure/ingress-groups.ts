import { deliveryTo } from "./deliveries";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { groupBy } from "../base/group-by";
import { type Specs } from "./kubernetes-api";
import { ALB } from "./entries";
import { type KubernetesObject, objectsOf } from "./kubernetes-objects";

type Ingress = KubernetesObject<Specs["ingress"]>;

/**
 * Ingresses by their load balancer: the controller makes one of a group (its guide, "IngressGroup"). Those of the models of the file come
 * first, since models have the load balancer without pages of programs too.
 */
export const ingressGroupsOf = memoizePerPlan((plan: EnvironmentPlan): readonly (readonly Ingress[])[] => {
  const all = objectsOf(plan)
    .ofKind("ingress")
    .filter(({ spec }) => spec.ingressClassName === "alb");
  return [...groupBy(all, (ingress) => ingress.annotations[`${ALB}group.name`] ?? ingress).values()].map(
    (group) => [
      ...group.filter((each) => isOfModels(plan, each)),
      ...group.filter((each) => !isOfModels(plan, each)),
    ],
  );
});

/** Whether an Ingress leads to models of the file. Pages of programs are in an earlier layer. */
export const isOfModels = (plan: EnvironmentPlan, { resource, namespace }: Ingress): boolean =>
  resource.layer === "models" && !deliveryTo(plan, namespace);
