import { groupBy } from "../../base/group-by";
import { valueOf } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";

export const defaultSecurityGroup: Check = {
  id: "default-security-group",
  severity: "error",
  title: "Terraform manages the default security group of the VPC, and it has no rules",
  why: "an interface without a named group gets this one, and its initial rules allow traffic between members and to anywhere",
  fix: "add aws_default_security_group without rules",
  source: "AWS Security Hub, EC2.2; CIS AWS Foundations 5.4 (read 2026-11-20)",
  scannerRules: ["CKV2_AWS_12", "AWS-0173", "EC2.2"],
  run: (plan) => {
    const adopted = groupBy(plan.resources("aws_default_security_group"), (group) =>
      plan.target(valueOf(group, group.config.vpc_id)),
    );
    return plan.resources("aws_vpc").flatMap((vpc) => {
      const [group] = adopted.get(vpc) ?? [];
      if (!group)
        return combinedFinding(vpc, "default security group", [
          "Terraform does not manage it, so it has its initial rules",
        ]);
      const rules = (["ingress", "egress"] as const).filter(
        (key) => group.config[key] !== undefined && JSON.stringify(group.config[key]) !== "[]",
      );
      return combinedFinding(
        group,
        "default security group",
        rules.map((key) => `it has ${key} rules`),
      );
    });
  },
};
