import { regionKnown } from "../../../../src/proof/checks/terraform/region-known";
import { environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { ENVIRONMENTS } from "../../../support/environments";
import { foundBy } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";

test.each(ENVIRONMENTS)("region-known knows the region of %s", (environment) => {
  expect(foundBy(regionKnown, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each([
  ["eu-west-9", "; did you mean eu-west-1?"],
  ["xx-nowhere-1", ""],
])("region-known reports %s", (region, hint) => {
  expect(foundBy(regionKnown, environmentPlan(planWith("mlapp", { region })))).toEqual([
    `aws_eks_cluster.main: the region ${region} is in no list of regions with EKS${hint}`,
  ]);
});
