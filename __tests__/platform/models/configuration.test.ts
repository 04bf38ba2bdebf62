import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { asArray } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import {
  ML,
  API,
  VARIANTS,
  planNamed,
  config,
  at,
  pod,
  container,
  statementsOf,
  customResources,
} from "../models-stack";

test("API-06 the ConfigMap has the configured variables and the location of the model's files", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(ConfigMapV1, {
    metadata: expect.objectContaining({ name: "ml-inference-api", namespace: "ml-inference" }) as object,
    data: {
      MODEL_NAME: "ml-inference",
      LOG_LEVEL: "info",
      MODEL_BUCKET: "ml-inference-prod-models-222233334444",
      MODEL_PREFIX: "ml-inference-api/",
    },
  });
});

test("API-06 a changed variable replaces the pods", () => {
  const change = (level: string) =>
    planWith("retail-forecast", {
      models: [{ name: "api", image: { tag: "1" }, environment: { LOG_LEVEL: level } }],
    });
  const sum = (plan: Plan) =>
    at(
      config(plan, "kubernetes_deployment_v1.api"),
      "spec",
      "template",
      "metadata",
      "annotations",
      "checksum/config",
    );
  expect(sum(change("info"))).toMatch(/^[0-9a-f]{64}$/);
  expect(sum(change("info"))).toBe(sum(change("info")));
  expect(sum(change("info"))).not.toBe(sum(change("debug")));
});

test("API-06 text that looks like a Terraform template is escaped", () => {
  const environment = { FILE: '${file("/etc/passwd")}', IF: "%{if true}x%{endif}", BOTH: "$${x} %%{y}" };
  const plan = planWith("retail-forecast", { models: [{ name: "api", image: { tag: "1" }, environment }] });
  expect(config(plan, "kubernetes_config_map_v1.api")["data"]).toMatchObject({
    FILE: '$${file("/etc/passwd")}',
    IF: "%%{if true}x%%{endif}",
    BOTH: "$$${x} %%%{y}",
  });
});

test("API-06 a model with secrets has a SecretProviderClass", () => {
  expect(customResources(planOf(ML), API)[0]).toMatchObject({
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name: "ml-inference-api", namespace: "ml-inference" },
  });
});

test("API-06 the volume of secrets uses the SecretProviderClass and is read-only", () => {
  expect(asArray(pod(planOf(ML), API)["volume"]).at(-1)).toEqual({
    name: "secrets",
    csi: {
      driver: "secrets-store.csi.k8s.io",
      read_only: true,
      volume_attributes: { secretProviderClass: "ml-inference-api" },
    },
  });
});

test("API-06 secrets are mounted as read-only files", () => {
  expect(asArray(container(planOf(ML), API)["volume_mount"]).at(-1)).toEqual({
    name: "secrets",
    mount_path: "/mnt/secrets",
    read_only: true,
  });
});

test("API-06 the pod's own role can read its secrets and no other", () => {
  expect(statementsOf(planOf(ML), API).at(-1)).toEqual({
    Sid: "ReadSecrets",
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    Resource: ["arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:ml-inference/api-key-??????"],
  });
});

test.each(VARIANTS)("API-06 %s has no secret in Terraform or in Kubernetes", (variant) => {
  const stack = planNamed(variant).stack("models");
  const types = [...stack.resources(), ...stack.dataSources()].map(({ address }) =>
    address.replace(/\.\w+$/, ""),
  );
  expect(types).toContain("kubernetes_deployment_v1");
  // The data source reads names, ARNs and keys of secrets, and not their values.
  expect(types.filter((type) => /secret/.test(type) && type !== "data.aws_secretsmanager_secret")).toEqual(
    [],
  );
});
