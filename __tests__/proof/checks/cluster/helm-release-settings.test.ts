import { helmReleaseSettings } from "../../../../src/proof/checks/cluster/helm-release-settings";
import { environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(helmReleaseSettings);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(helmReleaseSettings, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a release that leaves a failed install behind", () => {
  const edit = edited("platform", "helm_release.load_balancer_controller", (each) => delete each["atomic"]);
  expect(findings(ML, edit)).toEqual([
    "helm_release.load_balancer_controller: release aws-load-balancer-controller: atomic is not true",
  ]);
});
