import { formatPath } from "../../../src/environment/problems";
import { type Layer } from "../../../src/base/layers";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { causesFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";

/** Part of the file that is recorded for an address; undefined without a record. */
function partOf(environment: string, layer: Layer, address: string, change = {}): string | undefined {
  const causes = causesFor(environment, configWith(environment, change));
  const found = causes.find((each) => each.layer === layer && each.addresses.includes(address));
  return found && formatPath(found.part);
}

test.each(ENVIRONMENTS)(
  "%s: every resource, data source and output has one recorded cause",
  (environment) => {
    const recorded = causesFor(environment, configWith(environment)).flatMap(({ layer, addresses }) =>
      addresses.map((address) => `${layer}/${address}`),
    );
    const emitted = planOf(environment).output.flatMap(({ layer, stack }) => [
      ...[...stack.resources(), ...stack.dataSources()].map(({ address }) => `${layer}/${address}`),
      ...Object.keys(stack.outputs).map((name) => `${layer}/output.${name}`),
    ]);
    expect(recorded).toEqual(expect.arrayContaining(emitted));
    expect(new Set(recorded).size).toBe(recorded.length);
  },
);

test.each(ENVIRONMENTS)("%s: the recorded part of the file is a key of the schema", (environment) => {
  const config = configWith(environment);
  const known = new Set([...Object.keys(config), "accessLogs", "podPriority"]);
  const parts = causesFor(environment, config).map(({ part }) => String(part[0]));
  expect([...new Set(parts)].filter((part) => !known.has(part))).toEqual([]);
});

test.each<readonly [string, Layer, string, string]>([
  ["mlapp", "models", "kubernetes_deployment_v1.model_service", "models[0]"],
  ["mlapp", "models", "kubernetes_ingress_v1.models", "entry"],
  ["ml-inference-prod", "models", "kubernetes_service_v1.ml_inference_api_nlb", "entry"],
  ["ml-inference-prod", "models", "kubernetes_service_v1.ml_inference_api", "models[0]"],
  ["ml-inference-prod", "models", "kubernetes_resource_quota_v1.models", "models"],
  ["retail-forecast-option-b", "network", "aws_lb.demo", "entry"],
  ["retail-forecast-console", "network", "data.aws_lb.demo", "entry"],
  ["mlapp", "network", "aws_vpc_endpoint.s3", "network.endpoints"],
  ["mlapp", "network", "aws_subnet.public_a", "network.publicSubnets"],
  ["mlapp", "network", "aws_subnet.private_a", "network.privateSubnets"],
  ["mlapp", "network", "aws_vpc.main", "network"],
  ["ml-inference-prod", "cluster", "aws_s3_bucket.models", "modelBucket"],
  ["mlapp", "cluster", "aws_eks_addon.vpc_cni", "cluster.addonVersions"],
  ["mlapp", "cluster", "aws_eks_node_group.general_a", "cluster.nodeGroups.general"],
  ["mlapp", "cluster", "aws_eks_cluster.main", "cluster"],
  ["mlapp", "cluster", "aws_cloudwatch_log_group.control_plane", "cluster.logRetentionDays"],
  ["mlapp", "cluster", "aws_ecr_repository.training_service", "models[1].name"],
  ["mlapp", "platform", "helm_release.load_balancer_controller", "cluster"],
  ["mlapp", "state", "aws_s3_bucket.state_bucket", "account"],
  [
    "mlapp",
    "network",
    "aws_vpc_security_group_ingress_rule.control_plane_from_10_96_0_0_24_443",
    "cluster.apiAccess.cidrs",
  ],
  ["mlapp", "network", "aws_vpc_security_group_ingress_rule.alb_from_internet_443", "entry"],
  ["mlapp", "cluster", "aws_vpc_security_group_ingress_rule.cluster_from_alb_8000", "models[1].port"],
  ["mlapp", "cluster", "aws_vpc_security_group_egress_rule.alb_to_cluster_8501", "models[0].port"],
  ["mlapp", "network", "aws_vpc_security_group_ingress_rule.nodes_from_self_all", "network"],
  ["retail-forecast", "network", "aws_cloudwatch_metric_alarm.cost_alarm_vpc", "network.costAlarm"],
  ["retail-forecast", "network", "aws_sns_topic.cost_alarm", "network.costAlarm"],
  ["retail-forecast", "network", "aws_kms_key.cost_alarm_key", "network.costAlarm"],
])("%s: in the %s layer, %s is shaped by %s", (environment, layer, address, path) => {
  expect(partOf(environment, layer, address)).toBe(path);
});

test("a node group is found by its construct, not by a prefix of its name", () => {
  const change = { cluster: { nodeGroups: { gen: {}, general: {} } } };
  expect(partOf("mlapp", "cluster", "aws_eks_node_group.general_a", change)).toBe(
    "cluster.nodeGroups.general",
  );
});

test("a rule for a port of two models is shaped by the list of models", () => {
  const change = {
    models: ["one", "two"].map((name) => ({ name, image: { tag: "1" }, port: 8000, paths: [`/${name}`] })),
  };
  const rule = "aws_vpc_security_group_ingress_rule.cluster_from_alb_8000";
  expect(partOf("mlapp", "cluster", rule, change)).toBe("models");
});
