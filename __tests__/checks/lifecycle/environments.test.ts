import { LIFECYCLE_CHECKS } from "../../../src/checks/lifecycle/checks";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

test.each(ENVIRONMENTS)("%s has no findings", (environment) => {
  expect(found(LIFECYCLE_CHECKS, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each(["1.35", "1.37"])("an environment with Kubernetes %s has no errors", (version) => {
  const plan = environmentPlan(planWith("ml-inference-prod", { cluster: { version } }));
  const errors = LIFECYCLE_CHECKS.filter(({ severity }) => severity === "error");
  expect(found(errors, plan)).toEqual([]);
});
