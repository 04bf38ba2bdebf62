import { LIFECYCLE_CHECKS } from "../../../src/checks/lifecycle/checks";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

/** Findings that the environment waives. */
const WAIVED: Readonly<Record<string, readonly string[]>> = {
  "ml-inference-hardened": ["node-drain-time kubernetes_deployment_v1.ml_inference_api: 5 pods"],
  "ml-inference-prod": ["node-drain-time kubernetes_deployment_v1.ml_inference_api: 5 pods"],
};

test.each(ENVIRONMENTS)("%s has no findings, except those that it waives", (environment) => {
  const waived = (WAIVED[environment] ?? []).map((start) => expect.stringContaining(start) as unknown);
  expect(found(LIFECYCLE_CHECKS, environmentPlan(planOf(environment)))).toEqual(waived);
});

test.each(["1.35", "1.37"])("an environment with Kubernetes %s has no errors", (version) => {
  const plan = environmentPlan(planWith("ml-inference-prod", { cluster: { version } }));
  const errors = LIFECYCLE_CHECKS.filter(({ severity }) => severity === "error");
  expect(found(errors, plan)).toEqual([]);
});
