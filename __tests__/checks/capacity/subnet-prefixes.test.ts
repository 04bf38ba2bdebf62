import { subnetPrefixes } from "../../../src/checks/capacity/subnet-prefixes";
import { altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

test("subnet-prefixes warns about each subnet without a reserved range for prefixes", () => {
  expect(foundBy(subnetPrefixes, environmentPlan(planOf("retail-forecast")))).toHaveLength(2);
});

test("subnet-prefixes accepts a reserved range for prefixes", () => {
  const plan = altered("retail-forecast", ({ network }) => {
    network.resource.aws_ec2_subnet_cidr_reservation = Object.fromEntries(
      ["a", "b"].map((zone, index) => [
        `private_${zone}`,
        {
          subnet_id: `\${aws_subnet.private_${zone}.id}`,
          cidr_block: `10.0.10${index + 1}.128/25`,
          reservation_type: "prefix",
        },
      ]),
    );
  });
  expect(foundBy(subnetPrefixes, plan)).toEqual([]);
});

test("subnet-prefixes accepts a wide subnet", () => {
  expect(foundBy(subnetPrefixes, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("subnet-prefixes finds nothing without prefix delegation", () => {
  const plan = altered("retail-forecast", ({ cluster }) => {
    cluster.resource.aws_eks_addon.vpc_cni.configuration_values = "{}";
  });
  expect(foundBy(subnetPrefixes, plan)).toEqual([]);
});
