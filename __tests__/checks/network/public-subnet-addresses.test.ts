import { publicSubnetAddresses } from "../../../src/checks/network/public-subnet-addresses";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(publicSubnetAddresses);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(publicSubnetAddresses, environmentPlan(planOf(ML)))).toEqual([]);
});

test.each([true, "true", "1"])("reports a subnet that assigns public addresses at launch by %j", (value) => {
  const edit = edited("network", "aws_subnet.public_a", (each) => (each["map_public_ip_on_launch"] = value));
  expect(findings(ML, edit)).toEqual([
    "aws_subnet.public_a: instances launched in this subnet are on the internet",
  ]);
});
