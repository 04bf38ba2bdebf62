import { text } from "../../terraform/stack-json";
import { type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { blockFindings } from "../runner/block-findings";

export const securityGroupStyle: Check = {
  ...ruleOf(TEXTS, "security-group-style"),
  run: (plan) => [
    ...plan.resources("aws_security_group").flatMap((group) => {
      const { description } = group.config;
      return blockFindings(plan, group, "security group", [
        ...(["ingress", "egress"] as const)
          .filter((key) => group.config[key] !== undefined)
          .map((key) => `its ${key} rules are inline`),
        ...(isDescribed(text(description)) ? [] : NOT_DESCRIBED),
      ]);
    }),
    ...RULES.flatMap((type) => plan.resources(type)).flatMap((rule) =>
      blockFindings(plan, rule, "rule", isDescribed(text(rule.config["description"])) ? [] : NOT_DESCRIBED),
    ),
  ],
};

const NOT_DESCRIBED = [{ convention: "it has no description" }];

const RULES = [
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_security_group_rule",
];

/** True for characters that AWS accepts, except the default of the provider, "Managed by Terraform". */
const isDescribed = (description: string | undefined): boolean =>
  description !== undefined &&
  description !== "Managed by Terraform" &&
  /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(description);
