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
        return combinedFinding(part, "resource of a load balancer", countProblems(part, balancer));
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

const countProblems = ({ config }: PlannedResource, balancer: PlannedResource): string[] =>
  config["count"] === balancer.config["count"]
    ? []
    : [
        `its count is ${String(config["count"] ?? "missing")}, but the count of ${balancer.address} is ${String(balancer.config["count"] ?? "missing")}`,
      ];

function switchProblems(plan: EnvironmentPlan, { layer, config }: PlannedResource): string[] {
  const count = config["count"];
  if (count === undefined) return [];
  const variable = /^\$\{var\.(\w+) \? 1 : 0\}$/.exec(String(count))?.[1];
  const isKnown = variable !== undefined && plan.stack(layer)?.json["variable"] !== undefined;
  return isKnown ? [] : [`its count is ${String(count)}, expected a variable that turns it on and off`];
}

/** Terraform deletes a load balancer that is turned off, which its own protection would refuse. */
function protectionProblems({ config }: PlannedResource): string[] {
  const { count, enable_deletion_protection: isProtected } = config;
  if (count === undefined)
    return isTrue(isProtected)
      ? []
      : ["nothing prevents its deletion: enable_deletion_protection is not true"];
  return isFalse(isProtected) ? [] : ["it cannot be turned off: enable_deletion_protection is not false"];
}
