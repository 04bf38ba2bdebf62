import { isFalse, isTrue } from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Resources of a load balancer, with the attribute that references it. */
const PARTS: readonly (readonly [type: string, attribute: string])[] = [
  ["aws_lb_listener", "load_balancer_arn"],
  ["aws_wafv2_web_acl_association", "resource_arn"],
];

export const switchedTogether: Check = {
  ...ruleOf(TEXTS, "switched-together"),
  run: (plan) => [
    ...PARTS.flatMap(([type, attribute]) =>
      plan.resources(type).flatMap((part) => {
        const balancer = plan.target(inLayer(part, part.config[attribute]));
        if (balancer?.type !== "aws_lb") return [];
        return combinedFinding(part, "resource of a load balancer", countProblems(plan, part, balancer));
      }),
    ),
    ...plan.resources("aws_lb").flatMap((balancer) => {
      const protection = protectionProblems(balancer);
      const problems = [...switchProblems(plan, balancer), ...protection];
      return combinedFinding(balancer, "load balancer", problems).map((finding) =>
        protection.length > 0 ? { ...finding, isLeftover: true } : finding,
      );
    }),
  ],
};

const countOf = ({ config: { count } }: PlannedResource): string => String(count ?? "missing");

/** The variable that turns a resource on and off; its count as written if it depends on something else. */
const switchOf = (plan: EnvironmentPlan, resource: PlannedResource): string =>
  plan.switchedBy(resource)?.variable ?? countOf(resource);

const countProblems = (plan: EnvironmentPlan, part: PlannedResource, balancer: PlannedResource): string[] =>
  switchOf(plan, part) === switchOf(plan, balancer)
    ? []
    : [`its count is ${countOf(part)}, but the count of ${balancer.address} is ${countOf(balancer)}`];

const switchProblems = (plan: EnvironmentPlan, balancer: PlannedResource): string[] =>
  balancer.config["count"] === undefined || plan.switchedBy(balancer)
    ? []
    : [`its count is ${countOf(balancer)}, expected a variable that turns it on and off`];

/** Terraform deletes a load balancer that is turned off, which its own protection would refuse. */
function protectionProblems({ config }: PlannedResource): string[] {
  const { count, enable_deletion_protection: isProtected } = config;
  if (count === undefined)
    return isTrue(isProtected)
      ? []
      : ["nothing prevents its deletion: enable_deletion_protection is not true"];
  return isFalse(isProtected) ? [] : ["it cannot be turned off: enable_deletion_protection is not false"];
}
