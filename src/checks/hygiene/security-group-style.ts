import { combinedFinding, text } from "../../analysis/blocks";
import { type Check } from "../check";

export const securityGroupStyle: Check = {
  id: "security-group-style",
  severity: "error",
  title: "groups are born empty, rules are resources of their own, and each says what it is for",
  why: "rules inside a group and beside it undo each other at every apply; nobody dares to remove a rule without a reason",
  fix: "use aws_vpc_security_group_ingress_rule and _egress_rule, with a description on group and rule",
  source:
    "hashicorp/terraform-provider-aws documentation, aws_security_group; AWS Security Hub (read 2026-11-20)",
  scannerRules: ["CKV_AWS_23", "AWS-0099", "AWS-0124"],
  run: (plan) => [
    ...plan.resources("aws_security_group").flatMap((group) => {
      const { description } = group.config;
      return combinedFinding(group, "security group", [
        ...["ingress", "egress"]
          .filter((key) => group.config[key] !== undefined)
          .map((key) => `its rules for ${key} stand inside it`),
        ...(isSaid(text(description)) ? [] : ["it has no description"]),
      ]);
    }),
    ...RULES.flatMap((type) => plan.resources(type)).flatMap((rule) =>
      combinedFinding(
        rule,
        "rule",
        isSaid(text(rule.config["description"])) ? [] : ["it has no description"],
      ),
    ),
  ],
};

const RULES = [
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_security_group_rule",
];

/** AWS takes these characters, and "Managed by Terraform" is what the provider says for whoever says nothing. */
const isSaid = (description: string | undefined): boolean =>
  description !== undefined &&
  description !== "Managed by Terraform" &&
  /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(description);
