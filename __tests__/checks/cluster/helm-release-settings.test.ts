import { helmReleaseSettings } from "../../../src/checks/cluster/helm-release-settings";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
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

test.each(["https://stranger.example.com", "oci://stranger.example.com/charts"])(
  "reports a chart of the stack that has the repository %s, too",
  (repository) => {
    const edit = edited("models", "helm_release.alert_rules", (each) => (each["repository"] = repository));
    expect(findings("ml-platform", edit)).toEqual([
      `helm_release.alert_rules: release alert-rules: its chart is a folder of the stack, and its repository is ${repository}`,
    ]);
  },
);
