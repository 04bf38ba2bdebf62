import { documentSize } from "../../../src/checks/names/document-size";
import { altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

describe("document-size", () => {
  test("reports nothing in the reference environments", () => {
    expect(ENVIRONMENTS.flatMap((name) => foundBy(documentSize, environmentPlan(planOf(name))))).toEqual([]);
  });

  const statement = (length: number): string => JSON.stringify({ Statement: [{ Sid: "x".repeat(length) }] });

  test.each<[string, string, Edit]>([
    [
      "a trust policy",
      "characters",
      ({ cluster }) => (cluster.resource.aws_iam_role.nodes.assume_role_policy = statement(2048)),
    ],
    [
      "an endpoint policy",
      "characters",
      ({ network }) => (network.resource.aws_vpc_endpoint.s3.policy = statement(20_480)),
    ],
    [
      "a bucket policy",
      "characters",
      ({ state }) => (state.resource.aws_s3_bucket_policy.state_bucket.policy = statement(20_480)),
    ],
    [
      "a key policy",
      "characters",
      ({ state }) => (state.resource.aws_kms_key.state_key.policy = statement(32_768)),
    ],
    [
      "user data",
      "bytes",
      ({ cluster }) =>
        (cluster.resource.aws_launch_template.general.user_data = Buffer.alloc(16_385).toString("base64")),
    ],
    [
      "a ConfigMap",
      "bytes",
      ({ models }) =>
        (models.resource.kubernetes_config_map_v1.model_service.data.big = "x".repeat(1_048_576)),
    ],
    [
      "annotations",
      "bytes",
      ({ models }) =>
        (models.resource.kubernetes_service_v1.model_service.metadata.annotations.big = "x".repeat(262_144)),
    ],
  ])("reports %s above the size limit", (_, unit, edit) => {
    expect(foundBy(documentSize, altered("mlapp", edit))).toEqual([
      expect.stringContaining(`${unit}, more than the maximum`),
    ]);
  });

  /** A role with two inline policies of a length without white space. */
  const twoPolicies = (length: number) =>
    altered("mlapp", ({ models }) => {
      const first = models.resource.aws_iam_role_policy.model_service;
      first.policy = statement(length).replace("[", `[${" \n".repeat(1000)}`);
      models.resource.aws_iam_role_policy.second = { ...first, name: "second" };
    });

  test("ignores white space in the inline policies of a role", () => {
    expect(foundBy(documentSize, twoPolicies(5000))).toEqual([]);
  });

  test("reports the total of a role's inline policies above the size limit", () => {
    expect(foundBy(documentSize, twoPolicies(5200))).toEqual([
      expect.stringContaining("the role's inline policies"),
    ]);
  });
});
