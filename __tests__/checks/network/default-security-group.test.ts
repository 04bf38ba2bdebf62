import { defaultSecurityGroup } from "../../../src/checks/network/default-security-group";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, findingsOf } from "../terraform/edits";

const findings = findingsOf(defaultSecurityGroup);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(defaultSecurityGroup, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a default security group that Terraform does not manage", () => {
  const edit: Edit = ({ network }) => delete network.resource.aws_default_security_group;
  expect(findings(ML, edit)).toEqual([
    "aws_vpc.main: default security group: Terraform does not manage it, so it has its initial rules",
  ]);
});
