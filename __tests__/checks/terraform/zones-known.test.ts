import { zonesKnown } from "../../../src/checks/terraform/zones-known";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

test.each(ENVIRONMENTS)("zones-known knows the zones of %s", (environment) => {
  expect(foundBy(zonesKnown, environmentPlan(planOf(environment)))).toEqual([]);
});

const withZones = (region: string, zones: string[]) =>
  foundBy(zonesKnown, environmentPlan(planWith("mlapp", { region, network: { zones } })));

test("zones-known reports both subnets of an unknown zone", () => {
  expect(withZones("eu-west-1", ["a", "z"])).toEqual([
    "aws_subnet.private_z: the zone eu-west-1z is not known; the zones of eu-west-1 end with c",
    "aws_subnet.public_z: the zone eu-west-1z is not known; the zones of eu-west-1 end with c",
  ]);
});

test("zones-known accepts the last zone of a region with more than three zones", () => {
  expect(withZones("us-east-1", ["a", "f"])).toEqual([]);
});

test("zones-known leaves an unknown region to region-known", () => {
  expect(withZones("eu-west-9", ["a", "z"])).toEqual([]);
});
