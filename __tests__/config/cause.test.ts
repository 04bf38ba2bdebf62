import { readFileSync } from "node:fs";
import { causeOf, shapedBy, zoneOf, zonesOf } from "../../src/config/cause";
import { loadEnvironments } from "../../src/config/loader/load";
import { formatPath } from "../../src/config/loader/problems";
import { environmentSchema } from "../../src/components/environment-schema";
import { type Layer } from "../../src/core/layers";
import { locate } from "../../src/synth";
import { inFolder } from "./loader/folder";
import { configWith } from "../support/environments";

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
])("%s: in the %s layer, the cause of %s is %s", (environment, layer, address, path) => {
  expect(formatPath(causeOf(configWith(environment), layer, address) ?? [])).toBe(path);
});

test("a node group is found by its whole name, not by a prefix of it", () => {
  const config = configWith("mlapp", {
    cluster: { nodeGroups: { gen: {}, general: {} } },
  });
  const path = causeOf(config, "cluster", "aws_eks_node_group.general_a");
  expect(formatPath(path ?? [])).toBe("cluster.nodeGroups.general");
});

test("the state bucket has no cause in the file", () => {
  expect(causeOf(configWith("mlapp"), "state", "aws_s3_bucket.state")).toBeUndefined();
});

test.each([
  ["aws_subnet.private_c", "c"],
  ["aws_nat_gateway.a", "a"],
  ["aws_eks_node_group.general_b", "b"],
  ["aws_nat_gateway.main", undefined],
  ["aws_route_table.private", undefined],
  ["kubernetes_deployment_v1.plan_c", undefined],
])("the zone of %s is %s", (address, zone) => {
  expect(zoneOf(address)).toBe(zone);
});

test.each([
  ["aws_eks_node_group.general_a", ["network.zones", "cluster.nodeGroups.general.zones"]],
  ["aws_subnet.private_a", ["network.zones"]],
])("the zones of %s are set in %j", (address, paths) => {
  expect(zonesOf(configWith("mlapp"), address).map(formatPath)).toEqual(paths);
});

test.each<readonly [Layer, string]>([
  ["network", "aws_vpc.main"],
  ["models", "kubernetes_resource_quota_v1.models"],
])("in the %s layer, too many parts shape %s to list them", (layer, address) => {
  expect(shapedBy(configWith("mlapp"), layer, address)).toEqual([]);
});

test.each<readonly [Layer, string, readonly string[]]>([
  ["models", "kubernetes_ingress_v1.models", ["entry", "models"]],
  [
    "cluster",
    "aws_eks_node_group.general_a",
    ["cluster.nodeGroups.general", "cluster.version", "cluster.nodeReleases"],
  ],
])("in the %s layer, %s is shaped by %j", (layer, address, paths) => {
  expect(shapedBy(configWith("mlapp"), layer, address).map(formatPath)).toEqual(paths);
});

describe("the location of a finding", () => {
  const text = readFileSync("environments/mlapp.yaml", "utf8").trimEnd();
  const line = text.slice(0, text.indexOf("waivers:")).split("\n").length + 2;
  const waiver = `waivers:\n  - check: vpc\n    until: 2026-12-31\n    address: aws_vpc.main\n    reason: wanted\n`;
  const environments = inFolder({ mlapp: text.replace("waivers:\n", waiver) }, (directory) =>
    loadEnvironments({ directory, schema: environmentSchema }),
  );
  const finding = { environment: "mlapp", layer: "network", address: "aws_vpc.main" } as const;

  test("is the value that the finding names as its cause", () => {
    expect(locate(environments, { ...finding, cause: ["waivers", 0, "until"] })).toMatch(
      new RegExp(`mlapp\\.yaml:${line}:12$`),
    );
  });

  test("follows from the address if the finding names no cause", () => {
    expect(locate(environments, finding)).not.toContain(`:${line}:`);
  });
});
