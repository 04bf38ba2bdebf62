import { CHECKS } from "../../../src/checks/all";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { found, newlyFound } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, ML, edited } from "./edits";

const ASKED = CHECKS.filter(({ id }) => id === "ignored-changes");

test.each(ENVIRONMENTS)("%s ignores only what others change", (environment) => {
  expect(found(ASKED, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each([
  ["the network of the cluster", ["vpc_config"], "vpc_config"],
  ["who may call the API", ["vpc_config[0].public_access_cidrs"], "vpc_config[0].public_access_cidrs"],
  ["everything", "all", "all arguments"],
  ["everything, as JSON also has it", ["all"], "all arguments"],
])("changes of %s that stay are named", (_, ignored, words) => {
  const edit = edited("cluster", CLUSTER, (each) => (each["lifecycle"] = { ignore_changes: ignored }));
  expect(newlyFound(ASKED, ML, edit)).toEqual([
    expect.stringMatching(/^ignored-changes aws_eks_cluster\.main: /),
  ]);
  expect(newlyFound(ASKED, ML, edit)[0]).toContain(words);
});

test("rules of a security group that are added by hand are named", () => {
  const edit = edited(
    "network",
    "aws_security_group.nodes",
    (each) => (each["lifecycle"] = [{ ignore_changes: ["ingress", "tags"] }]),
  );
  expect(newlyFound(ASKED, ML, edit)).toEqual([
    expect.stringMatching(/aws_security_group\.nodes: .*ingress/),
  ]);
  expect(newlyFound(ASKED, ML, edit)[0]).not.toContain("tags");
});

const own = (type: string, ignored: string): string[] =>
  found(
    ASKED,
    environmentWithOwnFile(
      ML,
      "cluster",
      `resource "${type}" "a" {\n  lifecycle {\n    ignore_changes = [${ignored}]\n  }\n}\n`,
    ),
  );

test.each([
  ["a number that an autoscaler sets", "aws_autoscaling_group", "desired_capacity"],
  ["a number of tasks", "aws_ecs_service", "desired_count"],
  ["the nodes of a group", "aws_eks_node_group", "scaling_config[0].desired_size"],
  ["sizes of nodes that a schedule sets", "aws_eks_node_group", "scaling_config"],
  ["sizes of a group that a schedule sets", "aws_autoscaling_group", "min_size, max_size"],
  ["replicas", "kubernetes_deployment_v1", "spec[0].replicas"],
  ["tags that a company sets", "aws_sqs_queue", "tags, tags_all"],
  ["one tag", "aws_sqs_queue", 'tags["CostCentre"]'],
  ["a description", "aws_vpc_security_group_ingress_rule", "description"],
  ["one annotation", "kubernetes_namespace_v1", 'metadata[0].annotations["field.cattle.io/projectId"]'],
  ["a secret that a rotation sets", "aws_secretsmanager_secret_version", "secret_string"],
  ["a capacity that a service sets", "aws_dynamodb_table", "read_capacity, write_capacity"],
])("%s may change: accepted", (_, type, ignored) => {
  expect(own(type, ignored)).toEqual([]);
});

test.each([
  ["a policy", "aws_iam_role", "assume_role_policy"],
  ["a range", "aws_vpc_security_group_ingress_rule", "cidr_ipv4"],
  ["all annotations", "kubernetes_service_account_v1", "metadata[0].annotations"],
  [
    "the role of a service account",
    "kubernetes_service_account_v1",
    'metadata[0].annotations["eks.amazonaws.com/role-arn"]',
  ],
  [
    "the scheme of a load balancer",
    "kubernetes_ingress_v1",
    'metadata[0].annotations["alb.ingress.kubernetes.io/scheme"]',
  ],
  [
    "the scheme of a Service",
    "kubernetes_service_v1",
    'metadata[0].annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"]',
  ],
  ["the way to a database", "aws_db_instance", "publicly_accessible"],
])("%s of an own block is named", (_, type, ignored) => {
  expect(own(type, ignored)).toEqual([expect.stringContaining(`${type}.a: `)]);
});
