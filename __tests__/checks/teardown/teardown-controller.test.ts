import { teardownController } from "../../../src/checks/teardown/teardown-controller";
import { altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { without } from "./edits";

const CONTROLLER = "helm_release.load_balancer_controller";

test("accepts the stacks of mlapp", () => {
  expect(foundBy(teardownController, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports a platform release that does not depend on the controller", () => {
  const plan = without("ml-inference-prod", "platform", "helm_release.secrets_store_driver", CONTROLLER);
  expect(foundBy(teardownController, plan)).toEqual([
    `helm_release.secrets_store_driver: it does not depend on ${CONTROLLER}, whose webhooks refuse changes while none of its pods responds`,
  ]);
});

describe.each([
  ["mlapp", "kubernetes_ingress_v1.models"],
  ["ml-inference-prod", "kubernetes_service_v1.ml_inference_api_nlb"],
  ["retail-forecast-option-b", "helm_release.retail_forecast_api"],
])("%s", (environment, address) => {
  test(`reports ${address} in the layer of the controller`, () => {
    const plan = altered(environment, ({ platform, models }) => {
      models.resource.helm_release = {
        ...models.resource.helm_release,
        load_balancer_controller: platform.resource.helm_release.load_balancer_controller,
      };
      delete platform.resource.helm_release.load_balancer_controller;
      delete models.resource.helm_release.load_balancer_controller.depends_on;
    });
    expect(foundBy(teardownController, plan)).toContainEqual(
      expect.stringContaining(`${address}: it does not depend on ${CONTROLLER}`),
    );
  });

  test(`reports ${address} without a controller`, () => {
    const plan = altered(environment, ({ platform }) => {
      delete platform.resource.helm_release.load_balancer_controller;
    });
    expect(foundBy(teardownController, plan)).toEqual([
      expect.stringContaining(`${address}: no load balancer controller`),
    ]);
  });
});

test("reports an Ingress that outlives a Service that it routes to", () => {
  const plan = without(
    "mlapp",
    "models",
    "kubernetes_ingress_v1.models",
    "kubernetes_service_v1.model_service",
  );
  expect(foundBy(teardownController, plan)).toEqual([
    expect.stringContaining("the Service that it routes to"),
  ]);
});
