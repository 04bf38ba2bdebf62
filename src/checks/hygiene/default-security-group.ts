import { groupBy, combinedFinding, valueOf } from "../../analysis/blocks";
import { type Check } from "../check";

export const defaultSecurityGroup: Check = {
  id: "default-security-group",
  severity: "error",
  title: "the default security group of the VPC is adopted and empty",
  why: "whatever names no group gets this one, and as AWS makes it, it lets its members talk to each other and to anywhere",
  fix: "add aws_default_security_group without rules",
  source: "AWS Security Hub, EC2.2; CIS AWS Foundations 5.4 (read 2026-11-20)",
  scannerRules: ["CKV2_AWS_12", "AWS-0173", "EC2.2"],
  run: (plan) => {
    const adopted = groupBy(plan.resources("aws_default_security_group"), (group) =>
      plan.target(valueOf(group, group.config["vpc_id"])),
    );
    return plan.resources("aws_vpc").flatMap((vpc) => {
      const [group] = adopted.get(vpc) ?? [];
      if (!group)
        return combinedFinding(vpc, "default security group", ["it is as AWS made it: nobody adopted it"]);
      const rules = ["ingress", "egress"].filter(
        (key) => group.config[key] !== undefined && JSON.stringify(group.config[key]) !== "[]",
      );
      return combinedFinding(
        group,
        "default security group",
        rules.map((key) => `it has rules for ${key}`),
      );
    });
  },
};
