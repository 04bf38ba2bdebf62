import { asArray } from "../../../src/terraform/stack-json";
import { planOf } from "../../support/reference-plans";
import { resources } from "../models-stack";

test.each([
  ["retail-forecast", ["kubernetes_ingress_v1.models"]],
  ["mlapp", ["kubernetes_ingress_v1.models"]],
  ["ml-inference-prod", ["kubernetes_service_v1.ml_inference_api_nlb"]],
  ["retail-forecast-option-b", []],
  ["retail-forecast-console", []],
])("ING-01 in %s, pods are created after %j, so that they have a readiness gate", (environment, expected) => {
  const deployments = resources(planOf(environment), "deployment_v1");
  expect(deployments).not.toEqual([]);
  for (const { config } of deployments) {
    const entries = asArray(config["depends_on"]).map(String);
    expect(entries.filter((each) => /ingress|_nlb$/.test(each))).toEqual(expected);
  }
});
