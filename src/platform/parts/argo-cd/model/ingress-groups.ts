import { ALB } from "../../../../proof/model/kubernetes/entries";
import { type KubernetesObject, objectsOf } from "../../../../proof/model/kubernetes/objects";
import { type IngressSpec } from "../../../../proof/model/kubernetes/api/service";
import { type EnvironmentPlan } from "../../../../proof/terraform-json/environment-plan";
import { isInGit } from "./applications";

export const GROUP = `${ALB}group.name`;

/**
 * The Ingress of the models whose load balancer an Ingress for models in Git shares: the controller makes one load balancer of a
 * group. `models-of-git` compares their settings.
 */
export function sharedEntry(
  plan: EnvironmentPlan,
  { namespace, annotations }: KubernetesObject<IngressSpec>,
): KubernetesObject<IngressSpec> | undefined {
  const group = annotations[GROUP];
  return group === undefined || !isInGit(plan, namespace)
    ? undefined
    : objectsOf(plan)
        .ofKind("ingress")
        .find((each) => !isInGit(plan, each.namespace) && each.annotations[GROUP] === group);
}
