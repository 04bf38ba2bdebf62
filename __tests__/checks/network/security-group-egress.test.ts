import { securityGroupEgress } from "../../../src/checks/network/security-group-egress";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(securityGroupEgress);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(securityGroupEgress, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports egress to the internet on every port", () => {
  const edit = edited(
    "network",
    "aws_vpc_security_group_egress_rule.nodes_to_internet_443",
    (each) => (each["ip_protocol"] = "-1"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_vpc_security_group_egress_rule.nodes_to_internet_443: it allows every protocol and port to the internet, expected TCP 443",
  ]);
});
