import { CAPACITY_CHECKS } from "../../../src/checks/generated/capacity";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const firing = (plan: EnvironmentPlan) => CAPACITY_CHECKS.filter((check) => foundBy(check, plan).length > 0);
const ids = (plan: EnvironmentPlan): string[] => firing(plan).map(({ id }) => id);

test.each([
  // The documents require the memory target; a node autoscaler is optional.
  ["ml-inference-prod", ["capacity-autoscaler", "memory-target"]],
  // Its models run on Fargate.
  ["mlapp", []],
  // The documents require /24 subnets, in which single addresses can use up the blocks of pods.
  ["retail-forecast", ["capacity-autoscaler", "subnet-prefixes"]],
  ["retail-forecast-console", ["capacity-autoscaler", "subnet-prefixes"]],
  ["retail-forecast-option-b", ["capacity-autoscaler", "subnet-prefixes"]],
])("%s has the capacity warnings %p and no errors", (environment, warnings) => {
  const found = firing(environmentPlan(planOf(environment)));
  expect(found.map(({ id, severity }) => ({ id, severity }))).toEqual(
    warnings.map((id) => ({ id, severity: "warning" })),
  );
});

test("capacity checks do not throw for malformed subnets, node groups, autoscalers and quotas", () => {
  const odd = altered("ml-inference-prod", ({ network, cluster, models }) => {
    network.resource.aws_subnet.private_a.cidr_block = "everywhere";
    for (const group of Object.values(cluster.resource.aws_eks_node_group as Record<string, Editable>)) {
      group["scaling_config"] = "many";
      group["instance_types"] = null;
      group["launch_template"] = [];
    }
    cluster.resource.aws_launch_template.general.user_data = "%%%";
    cluster.resource.aws_eks_addon.vpc_cni.configuration_values = "{";
    models.resource.kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api.spec = [];
    models.resource.kubernetes_resource_quota_v1.models.spec = { hard: "all" };
  });
  expect(() => ids(odd)).not.toThrow();
});

test("capacity checks find nothing in an environment without resources", () => {
  const empty = altered("mlapp", (layers) => Object.values(layers).forEach((layer) => (layer.resource = {})));
  expect(ids(empty)).toEqual([]);
});
