import { causeOf } from "../../src/config/cause";
import { formatPath } from "../../src/config/reading/problems";
import { type Layer } from "../../src/core/layers";
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
])("%s: what its %s layer holds at %s follows from %s", (environment, layer, address, path) => {
  expect(formatPath(causeOf(configWith(environment), layer, address) ?? [])).toBe(path);
});

test("a node group whose name begins like another's is told apart", () => {
  const config = configWith("mlapp", {
    cluster: { nodeGroups: { gen: {}, general: {} } },
  });
  const path = causeOf(config, "cluster", "aws_eks_node_group.general_a");
  expect(formatPath(path ?? [])).toBe("cluster.nodeGroups.general");
});

test("no value of the file is to blame for the state's bucket", () => {
  expect(causeOf(configWith("mlapp"), "state", "aws_s3_bucket.state")).toBeUndefined();
});
