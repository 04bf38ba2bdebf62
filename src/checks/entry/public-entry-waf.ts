import { isLoadBalancer, objectOfLookup } from "../../infrastructure/network-entries";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { isTrue, text } from "../../terraform/stack-json";
import { releasesOf } from "../../infrastructure/kubernetes-releases";
import TEXTS from "./texts.json";
import { ALB, NLB } from "../../evidence/load-balancers";

export const publicEntryWaf: Check = {
  ...ruleOf(TEXTS, "public-entry-waf"),
  run: (plan) => [
    ...objectsOf(plan)
      .ofKind("ingress")
      .flatMap((ingress) => ingressFindings(plan, ingress)),
    ...objectsOf(plan)
      .ofKind("service")
      .filter(isLoadBalancer)
      .filter(({ annotations }) => annotations[`${NLB}scheme`] === "internet-facing")
      .flatMap((service) =>
        combinedFinding(service.resource, service.title, [
          "it is internet-facing, and an NLB supports no web ACL",
        ]).map((finding) => ({ ...finding, fix: OF_NLB })),
      ),
    ...plan
      .resources("aws_lb")
      .filter(({ config }) => !isTrue(config.internal))
      .filter((balancer) => !guarded(plan).has(balancer))
      .flatMap((balancer) =>
        combinedFinding(balancer, "load balancer", ["it is internet-facing, and no web ACL protects it"]),
      ),
  ],
};

const OF_NLB = "set entry.type to ingress with a webAclArn, or waive this check with the reason";

/** Load balancers with an associated web ACL. */
const guarded = memoizePerPlan(
  (plan: EnvironmentPlan) =>
    new Set(
      plan
        .resources("aws_wafv2_web_acl_association")
        .filter(({ config }) => WEB_ACL.test(text(config.web_acl_arn) ?? ""))
        .map((association) => plan.target(inLayer(association, association.config.resource_arn))),
    ),
);

/** Whether Terraform associates a web ACL with the ALB that it finds by the host name of an Ingress. */
const isGuardedByTerraform = (plan: EnvironmentPlan, { resource }: KubernetesObject): boolean =>
  [...guarded(plan)].some(
    (balancer) => balancer?.layer === resource.layer && objectOfLookup(plan, balancer) === resource.address,
  );

/** A regional web ACL, by its ARN or by reference. */
const WEB_ACL = /^arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/[\w-]+\/[0-9a-f-]+$|^\$\{.+\}$/;

function ingressFindings(plan: EnvironmentPlan, ingress: KubernetesObject): Finding[] {
  const { annotations, resource } = ingress;
  if (annotations[`${ALB}scheme`] !== "internet-facing") return [];
  if (isGuardedByTerraform(plan, ingress)) return [];
  const acl = annotations[`${ALB}wafv2-acl-arn`];
  if (acl === undefined || !WEB_ACL.test(acl)) {
    return combinedFinding(resource, ingress.title, [
      "its load balancer is internet-facing, and no web ACL protects it",
    ]);
  }
  const attaches = releasesOf(plan, "aws-load-balancer-controller").some(
    ({ values }) => (values["enableWafv2"] ?? true) === true,
  );
  return combinedFinding(
    resource,
    ingress.title,
    attaches ? [] : ["the controller attaches no web ACLs: enableWafv2 is not true"],
  );
}
