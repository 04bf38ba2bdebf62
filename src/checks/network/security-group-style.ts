import { text } from "../../terraform/stack-json";
import { type Check, combinedFinding } from "../check";

export const securityGroupStyle: Check = {
  id: "security-group-style",
  severity: "error",
  title: "security groups have no inline rules, and each group and rule has a description",
  why: "inline and separate rules overwrite each other on every apply; a rule without a description cannot be removed safely",
  fix: "use aws_vpc_security_group_ingress_rule and _egress_rule, with a description on group and rule",
  source:
    "hashicorp/terraform-provider-aws documentation, aws_security_group; AWS Security Hub (read 2026-11-20)",
  scannerRules: ["CKV_AWS_23", "AWS-0099", "AWS-0124"],
  run: (plan) => [
    ...plan.resources("aws_security_group").flatMap((group) => {
      const { description } = group.config;
      return combinedFinding(group, "security group", [
        ...(["ingress", "egress"] as const)
          .filter((key) => group.config[key] !== undefined)
          .map((key) => `its ${key} rules are inline`),
        ...(isDescribed(text(description)) ? [] : ["it has no description"]),
      ]);
    }),
    ...RULES.flatMap((type) => plan.resources(type)).flatMap((rule) =>
      combinedFinding(
        rule,
        "rule",
        isDescribed(text(rule.config["description"])) ? [] : ["it has no description"],
      ),
    ),
  ],
};

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
