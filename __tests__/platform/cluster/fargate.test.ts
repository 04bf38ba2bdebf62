import { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { PROD, clusterOf, settings, statements, subnet } from "../cluster-stack";

const fargate = () => clusterOf("mlapp");
const output = (name: string) => `\${data.terraform_remote_state.network.outputs.${name}}`;
const PODS = "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}";

test("FAR-01 the models' namespace runs on Fargate, in the cluster's private subnets", () => {
  expect(planOf("mlapp").text("cluster")).toHaveResourceWithProperties(EksFargateProfile, {
    fargate_profile_name: "mlapp",
    selector: [{ namespace: "mlapp" }],
    subnet_ids: [subnet("a"), subnet("b")],
    pod_execution_role_arn: "${aws_iam_role.fargate.arn}",
  });
});

test("FAR-01 DNS and the add-ons run on nodes", () => {
  expect(settings(fargate(), "aws_eks_addon.coredns")).not.toHaveProperty("configuration_values");
  expect(fargate().resources("aws_eks_node_group")).not.toEqual([]);
  expect(fargate().resources("aws_eks_fargate_profile")).toHaveLength(1);
});

test("FAR-01 only this cluster's Fargate profiles can assume the pod execution role", () => {
  const [trust] = statements(settings(fargate(), "aws_iam_role.fargate")["assume_role_policy"]);
  expect(trust).toMatchObject({
    Principal: { Service: "eks-fargate-pods.amazonaws.com" },
    Condition: {
      ArnLike: {
        "aws:SourceArn": "arn:aws:eks:us-east-1:333344445555:fargateprofile/${aws_eks_cluster.main.name}/*",
      },
    },
  });
});

test("FAR-01 the pod execution role writes logs to one group", () => {
  const [write] = statements(settings(fargate(), "aws_iam_role_policy.fargate")["policy"]);
  expect(write?.["Resource"]).toEqual([
    "${aws_cloudwatch_log_group.fargate.arn}",
    "${aws_cloudwatch_log_group.fargate.arn}:*",
  ]);
});

test("FAR-01 the log group of Fargate pods is an output", () => {
  expect(asObject(fargate().outputs["fargate_log_group"])["value"]).toBe(
    settings(fargate(), "aws_cloudwatch_log_group.fargate")["name"],
  );
});

test("FAR-01 rules for the cluster's group allow exactly the paths of Fargate pods", () => {
  const rules = (type: string) =>
    fargate()
      .resources(type)
      .map(({ name, config }) => [
        name,
        config["security_group_id"],
        config["referenced_security_group_id"],
        config["ip_protocol"],
        config["from_port"],
        config["to_port"],
      ]);
  const alb = output("alb_security_group_id");
  const nodes = output("eks_nodes_security_group_id");
  const endpoints = output("vpc_endpoints_security_group_id");
  expect(rules("aws_vpc_security_group_ingress_rule")).toEqual([
    ["cluster_from_alb_8000", PODS, alb, "tcp", 8000, 8000],
    ["cluster_from_alb_8501", PODS, alb, "tcp", 8501, 8501],
    ["cluster_from_nodes_10250", PODS, nodes, "tcp", 10250, 10250],
    ["endpoints_from_cluster_443", endpoints, PODS, "tcp", 443, 443],
    ["nodes_from_cluster_53", nodes, PODS, "tcp", 53, 53],
    ["nodes_from_cluster_53_udp", nodes, PODS, "udp", 53, 53],
  ]);
  expect(rules("aws_vpc_security_group_egress_rule")).toEqual([
    ["alb_to_cluster_8000", alb, PODS, "tcp", 8000, 8000],
    ["alb_to_cluster_8501", alb, PODS, "tcp", 8501, 8501],
    ["nodes_to_cluster_10250", nodes, PODS, "tcp", 10250, 10250],
  ]);
});

test("FAR-01 every rule has a description", () => {
  const rules = fargate()
    .resources()
    .filter((resource) => resource.type.startsWith("aws_vpc_security_group_"));
  expect(rules).not.toEqual([]);
  expect(rules.filter(({ config }) => !config["description"])).toEqual([]);
});

test("FAR-01 without Fargate there is no profile, rule or log group for it", () => {
  const stack = clusterOf(PROD);
  expect(stack.resources().filter(({ address }) => /fargate|security_group_/.test(address))).toEqual([]);
  expect(stack.outputs).not.toHaveProperty("fargate_log_group");
});

test("FAR-01 an additional zone does not replace the profile and its pods", () => {
  const grown = planWith("mlapp", { network: { zones: ["a", "b", "c"] }, cluster: { zones: ["a", "b"] } });
  const address = "aws_eks_fargate_profile.fargate";
  expect(settings(grown.stack("cluster"), address)).toEqual(settings(fargate(), address));
});
