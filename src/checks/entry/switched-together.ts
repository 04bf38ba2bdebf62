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
    ...plan
      .resources("aws_lb")
      .flatMap((balancer) => combinedFinding(balancer, "load balancer", protectionProblems(plan, balancer))),
  ],
};

const countProblems = ({ config }: PlannedResource, balancer: PlannedResource): string[] =>
  config["count"] === balancer.config["count"]
    ? []
    : [
        `its count is ${String(config["count"] ?? "missing")}, but the count of ${balancer.address} is ${String(balancer.config["count"] ?? "missing")}`,
      ];

function protectionProblems(plan: EnvironmentPlan, { layer, config }: PlannedResource): string[] {
  const count = config["count"];
  const variable = /^\$\{var\.(\w+) \? 1 : 0\}$/.exec(String(count))?.[1];
  const known = variable !== undefined && plan.stack(layer)?.json["variable"] !== undefined;
  if (count === undefined)
    return isTrue(config["enable_deletion_protection"])
      ? []
      : ["nothing prevents its deletion: enable_deletion_protection is not true"];
  return [
    ...(known ? [] : [`its count is ${String(count)}, expected a variable that turns it on and off`]),
    ...(isFalse(config["enable_deletion_protection"])
      ? []
      : ["it cannot be turned off: enable_deletion_protection is not false"]),
  ];
}
