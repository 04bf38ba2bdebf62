import { targetGroupBinding } from "../../../src/platform/entry/target-group-binding";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { planOf } from "../../support/reference-plans";

import { config } from "./entry-stack";

test.each(["retail-forecast-option-b", "retail-forecast-console"])(
  "ALB-02 DATA-01 the pods of %s are registered in the network layer's target group, without rules from the controller",
  (environment) => {
    const [values] = asArray(config(planOf(environment), "helm_release.retail_forecast_api")["values"]);
    expect(JSON.parse(values as string)).toEqual({
      resources: [
        {
          apiVersion: "elbv2.k8s.aws/v1beta1",
          kind: "TargetGroupBinding",
          metadata: { name: "retail-forecast-api", namespace: "models" },
          spec: {
            serviceRef: { name: "retail-forecast-api", port: 80 },
            targetGroupARN: "${data.terraform_remote_state.network.outputs.eks_api_target_group_arn}",
            targetType: "ip",
          },
        },
      ],
    });
  },
);

describe.each(["retail-forecast-option-b", "retail-forecast-console"])("%s", (environment) => {
  const stack = planOf(environment).stack("models");

  test("ALB-02 DATA-01 there is no Ingress", () => {
    expect(stack.resources("kubernetes_ingress_v1")).toEqual([]);
  });

  test("ALB-02 DATA-01 the only Service has the type ClusterIP", () => {
    const services = stack.resources("kubernetes_service_v1");
    expect(services.map(({ config }) => asObject(config["spec"])["type"])).toEqual(["ClusterIP"]);
  });

  test("ALB-02 DATA-01 the models layer has no outputs", () => {
    expect(stack.outputs).toEqual({});
  });
});

test.each(["retail-forecast", "mlapp"])(
  "ALB-01 in %s no pods are registered in a target group of the network layer",
  (environment) => {
    expect(planOf(environment).stack("models").resources("helm_release")).toEqual([]);
  },
);

test("ALB-02 a TargetGroupBinding has a Service, a port and a target group, and no networking", () => {
  const binding = targetGroupBinding({
    name: "api",
    namespace: "n",
    servicePort: 8080,
    targetGroupArn: "arn",
  });
  expect(binding.spec).not.toHaveProperty("networking");
  expect(binding.spec).toMatchObject({ serviceRef: { name: "api", port: 8080 } });
});
