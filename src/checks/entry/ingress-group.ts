import { EXCLUSIVE_ANNOTATIONS } from "./annotations";
import { ingressGroupsOf } from "../../infrastructure/network-entries";
import { type KubernetesObject } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { type Specs } from "../../infrastructure/kubernetes-api";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { ALB } from "../../evidence/load-balancers";
import { deliveriesOf } from "../../infrastructure/deliveries";

type Ingress = KubernetesObject<Specs["ingress"]>;

export const ingressGroup: Check = {
  ...ruleOf(TEXTS, "ingress-group"),
  run: (plan) =>
    ingressGroupsOf(plan).flatMap(({ all: [first, ...others], models }) =>
      // `models-of-git` compares all annotations of those in Git.
      others
        .filter(({ namespace }) => !deliveriesOf(plan).to(namespace))
        .flatMap((each) =>
          first
            ? combinedFinding(each.resource, each.title, [
                ...differences(plan, each, first),
                ...defaultProblems(each, first, models),
              ])
            : [],
        ),
    ),
};

const differences = (plan: EnvironmentPlan, ingress: Ingress, first: Ingress): string[] =>
  EXCLUSIVE_ANNOTATIONS.flatMap((key) => {
    const [own, other] = [ingress.annotations[ALB + key], first.annotations[ALB + key]];
    const [is, expected] = [resolvedText(plan, ingress, own), resolvedText(plan, first, other)];
    // Both layers read the same outputs of the network.
    return own === other || is === expected
      ? []
      : [`${key} is ${is}, expected ${expected}, as at ${first.title}`];
  });

const resolvedText = (plan: EnvironmentPlan, { resource }: Ingress, value: string | undefined): string =>
  value === undefined ? "(none)" : resolveReferences(plan, inLayer(resource, value));

/** The certificate of the first Ingress is the default: of the lowest order, then by namespace and name. */
function defaultProblems(ingress: Ingress, first: Ingress, models: readonly Ingress[]): string[] {
  const isBefore =
    orderOf(ingress) === orderOf(first)
      ? nameOfIngress(ingress) < nameOfIngress(first)
      : orderOf(ingress) < orderOf(first);
  return isBefore && models.includes(first) && !models.includes(ingress)
    ? [`its certificate is the default of the load balancer, before that of ${first.title}`]
    : [];
}

const orderOf = ({ annotations }: Ingress): number => Number(annotations[`${ALB}group.order`] ?? "0");

const nameOfIngress = ({ namespace, name }: Ingress): string => `${namespace}/${name}`;
