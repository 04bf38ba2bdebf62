import { emittedNames } from "../../../src/checks/names/emitted-names";
import { nameLimits } from "../../../src/checks/names/name-limits";
import { altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

describe.each(ENVIRONMENTS)("the names of %s", (environment) => {
  const names = emittedNames(environmentPlan(planOf(environment)));

  test("are more than 100", () => {
    expect(names.length).toBeGreaterThan(100);
  });

  test("include AWS resources, Helm releases and Kubernetes objects", () => {
    expect(names.map(({ resource }) => resource.type)).toEqual(
      expect.arrayContaining(["aws_iam_role", "aws_eks_cluster", "helm_release", "kubernetes_deployment_v1"]),
    );
  });
});

describe("name-limits", () => {
  test("reports nothing in the reference environments", () => {
    expect(ENVIRONMENTS.flatMap((name) => foundBy(nameLimits, environmentPlan(planOf(name))))).toEqual([]);
  });

  test.each<[string, Edit, string]>([
    [
      "a Helm release with 54 characters",
      ({ platform }) => (platform.resource.helm_release.load_balancer_controller.name = "c".repeat(54)),
      "has 54 characters, more than the maximum of 53",
    ],
    [
      "an IAM role with 65 characters",
      ({ models }) => (models.resource.aws_iam_role.ml_inference_api.name = "m".repeat(65)),
      "has 65 characters, more than the maximum of 64",
    ],
    [
      "a launch template with 1 character",
      ({ cluster }) => (cluster.resource.aws_launch_template.general.name = "c"),
      "has 1 character, fewer than the minimum of 3",
    ],
    [
      "a security group with invalid characters",
      ({ network }) => (network.resource.aws_security_group.alb.name = "a|b"),
      'name "a|b" is invalid, expected letters',
    ],
    [
      "a port name with 17 characters",
      ({ models }) =>
        (models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.container[0].port[0].name =
          "a-name-of-sixteen"),
      'port name "a-name-of-sixteen" has 17 characters',
    ],
    [
      "a ConfigMap key with a space",
      ({ models }) => (models.resource.kubernetes_config_map_v1.ml_inference_api.data["no key"] = "value"),
      'key "no key" is invalid',
    ],
    [
      "a label key with a space",
      ({ models }) => (models.resource.kubernetes_namespace_v1.models.metadata.labels["a b"] = "value"),
      'label "a b" is invalid',
    ],
    [
      "a label value that starts with a hyphen",
      ({ models }) =>
        (models.resource.kubernetes_service_v1.ml_inference_api.metadata.labels["app.kubernetes.io/name"] =
          "-a"),
      'label app.kubernetes.io/name "-a" is invalid',
    ],
  ])("reports %s", (_, edit, message) => {
    expect(foundBy(nameLimits, altered("ml-inference-prod", edit))).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test("reports the invalid name of a custom resource in a Helm release", () => {
    const plan = altered("retail-forecast-option-b", ({ models }) => {
      const release = models.resource.helm_release.retail_forecast_api;
      release.values = [release.values[0].replace('"name": "retail-forecast-api"', '"name": "Retail"')];
    });
    expect(foundBy(nameLimits, plan)).toEqual([
      expect.stringContaining('name of TargetGroupBinding "Retail"'),
    ]);
  });

  test("reports the invalid group name of an Ingress", () => {
    const plan = altered("mlapp", ({ models }) => {
      models.resource.kubernetes_ingress_v1.models.metadata.annotations[
        "alb.ingress.kubernetes.io/group.name"
      ] = "A_b";
    });
    expect(foundBy(nameLimits, plan)).toEqual([expect.stringContaining('group.name "A_b"')]);
  });
});
