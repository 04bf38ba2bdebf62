import { securityGroupStyle } from "../../../src/checks/network/security-group-style";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(securityGroupStyle);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(securityGroupStyle, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports inline rules", () => {
  const edit = edited("network", "aws_security_group.nodes", (each) => (each["ingress"] = []));
  expect(findings(ML, edit)).toEqual([
    "aws_security_group.nodes: security group: its ingress rules are inline",
  ]);
});

test("reports a rule without a description", () => {
  const edit = edited(
    "network",
    "aws_vpc_security_group_egress_rule.nodes_to_s3_443",
    (each) => delete each["description"],
  );
  expect(findings(ML, edit)).toEqual([
    "aws_vpc_security_group_egress_rule.nodes_to_s3_443: rule: it has no description",
  ]);
});
