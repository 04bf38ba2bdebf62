import { dependenciesOf } from "../../../src/infrastructure/text-in-stacks";
import { teardownWorkload } from "../../../src/checks/teardown/teardown-workload";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { without } from "./edits";

test.each([
  ["mlapp", "model_service", "kubernetes_network_policy_v1.all_models", "allows the traffic of its pods"],
  ["mlapp", "model_service", "kubernetes_config_map_v1.model_service", "which its pods mount"],
  ["ml-inference-prod", "ml_inference_api", "helm_release.ml_inference_api", "which its pods mount"],
])("%s: reports that the pods of %s can outlive %s", (environment, name, dependency, message) => {
  const plan = without(environment, "models", `kubernetes_deployment_v1.${name}`, dependency);
  expect(foundBy(teardownWorkload, plan)).toEqual([expect.stringContaining(message)]);
});

test("accepts that pods outlive a policy that only denies", () => {
  const plan = environmentPlan(planOf("mlapp"));
  const [deny] = plan
    .resources("kubernetes_network_policy_v1")
    .filter(({ name }) => name === "models_default_deny");
  const [deployment] = plan.resources("kubernetes_deployment_v1");
  expect(deny && deployment && dependenciesOf(plan).outlives(deny, deployment)).toBe(false);
  expect(foundBy(teardownWorkload, plan)).toEqual([]);
});
