import { regionKnown } from "../../../../src/proof/checks/terraform/region-known";
import { NOTHING_STATED } from "../../../../src/proof/model/stated";
import { environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { ENVIRONMENTS } from "../../../support/environments";
import { foundBy } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";

test.each(ENVIRONMENTS)("region-known knows the region of %s", (environment) => {
  expect(foundBy(regionKnown, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each([
  ["eu-west-9", "did you mean eu-west-1?"],
  ["xx-nowhere-1", undefined],
])("region-known reports %s", (region, fix) => {
  const plan = environmentPlan(planWith("mlapp", { region }));
  expect(foundBy(regionKnown, plan)).toEqual([
    `aws_eks_cluster.main: the region ${region} is in no list of regions with EKS`,
  ]);
  const context = { today: "2026-11-20", others: [], statedOf: () => NOTHING_STATED };
  expect(regionKnown.run(plan, context).map((finding) => finding.fix)).toEqual([fix]);
});
