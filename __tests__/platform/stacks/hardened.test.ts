import { LAYERS } from "../../../src/base/layers";
import { planOf } from "../../support/reference-plans";

const HARDENED = "ml-inference-hardened";

/** Log groups of all layers, with their days. */
const retentionIn = (environment: string): Record<string, unknown> =>
  Object.fromEntries(
    LAYERS.flatMap((layer) =>
      planOf(environment)
        .stack(layer)
        .resources("aws_cloudwatch_log_group")
        .map(({ address, config }) => [address, config["retention_in_days"]]),
    ),
  );

test("every log group of the hardened environment keeps its logs for a year", () => {
  expect(retentionIn(HARDENED)).toEqual({
    "aws_cloudwatch_log_group.flow_logs": 365,
    "aws_cloudwatch_log_group.control_plane": 365,
    "aws_cloudwatch_log_group.insights_application": 365,
    "aws_cloudwatch_log_group.insights_dataplane": 365,
    "aws_cloudwatch_log_group.insights_host": 365,
    "aws_cloudwatch_log_group.insights_performance": 365,
  });
});

test("all pods have a priority class, which evicts no pod", () => {
  const stack = planOf(HARDENED).stack("models");
  expect(stack.find("kubernetes_priority_class_v1.models_priority")?.config).toMatchObject({
    metadata: { name: "models-ml-inference" },
    value: 1000,
    preemption_policy: "Never",
    global_default: false,
  });
  expect(stack.find("kubernetes_deployment_v1.ml_inference_api")?.config).toMatchObject({
    depends_on: expect.arrayContaining(["kubernetes_priority_class_v1.models_priority"]) as unknown,
    spec: { template: { spec: { priority_class_name: "models-ml-inference" } } },
  });
});

test("without the key there is no priority class", () => {
  const stack = planOf("ml-inference-prod").stack("models");
  expect(stack.resources("kubernetes_priority_class_v1")).toEqual([]);
  expect(JSON.stringify(stack.json)).not.toContain("priority_class_name");
});

test("log groups of the documented environment keep their logs for 30 days", () => {
  expect(new Set(Object.values(retentionIn("ml-inference-prod")))).toEqual(new Set([30]));
});
