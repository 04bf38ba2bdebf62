import { groupBy } from "../../base/group-by";
import { inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const defaultSecurityGroup: Check = {
  ...ruleOf(TEXTS, "default-security-group"),
  run: (plan) => {
    const adopted = groupBy(plan.resources("aws_default_security_group"), (group) =>
      plan.target(inLayer(group, group.config.vpc_id)),
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
