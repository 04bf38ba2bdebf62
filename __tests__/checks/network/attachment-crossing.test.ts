import { attachmentCrossing as check } from "../../../src/checks/network/attachment-crossing";
import { type Editable, environmentPlan } from "../../support/altered";
import { foundBy, newlyFound } from "../../support/findings";
import { GATEWAY, trainingPlan } from "../../support/training-vpcs";
import { ingress, referenceFindings } from "./findings";

const RULE = "endpoints_from_far";
const admit = (environment: string, cidr: string): string[] =>
  newlyFound([check], environment, ({ network }) => {
    const rules: Editable = ingress(network);
    rules[RULE] = { ...rules["endpoints_from_nodes_443"], cidr_ipv4: cidr };
    delete rules[RULE].referenced_security_group_id;
  });

const ZONES = trainingPlan({ dns: "zones" });
const RESOLVER = trainingPlan();
const after = (plan: typeof ZONES, edit: (network: Editable) => void): string =>
  newlyFound([check], plan, ({ network }) => edit(network)).join("\n");
const resources = (network: Editable, type: string): Editable => network["resource"][type] as Editable;
const output = (network: Editable): Editable => network["output"].training_vpc.value as Editable;

test("OPS-03 reports nothing in the reference environments", () => {
  expect(referenceFindings(check)).toEqual([]);
});

test("OPS-03 reports what fails in a network whose rule is the only thing that lets it in", () => {
  const [found = "", ...others] = admit("mlapp", "10.96.0.0/24");
  expect(others).toEqual([]);
  expect(found).toContain(`${RULE}: 10.96.0.0/24: `);
  expect(found).toContain(
    "api.ecr.us-east-1.amazonaws.com does not resolve there, so the log-in to ECR fails",
  );
  expect(found).toContain("docker pull fails");
});

test("OPS-03 the VPC's own clients may use them", () => {
  expect(admit("mlapp", "10.48.0.0/16")).toEqual([]);
});

test("OPS-03 without an attachment nothing crosses, which another check reports", () => {
  expect(admit("retail-forecast", "10.96.0.0/24")).toEqual([]);
});

test("OPS-03 the check states that private DNS and the S3 gateway endpoint do not cross", () => {
  expect(check.why).toMatch(/Private DNS names.*S3 gateway endpoint.*neither crosses/s);
});

test.each([
  ["zones", ZONES],
  ["a Resolver endpoint", RESOLVER],
  [
    "a Resolver endpoint behind a transit gateway",
    trainingPlan({ securityGroupIds: [], cidrs: ["172.24.1.0/24"] }, GATEWAY),
  ],
  ["a Resolver endpoint for another account", trainingPlan({}, { peerAccount: "999900001111" })],
])("OPS-03 names resolve in a training VPC by %s", (_, plan) => {
  expect(foundBy(check, environmentPlan(plan))).toEqual([]);
});

const LOGS_LOST = "logs.us-east-1.amazonaws.com does not resolve there, so no logs arrive in CloudWatch";
const PULL_LOST = "dkr.ecr.us-east-1.amazonaws.com does not resolve there, so docker pull fails";
const zoneOf = (network: Editable, service: string): Editable =>
  resources(network, "aws_route53_zone")[`training_vpc_zone_${service}`] as Editable;
const recordOf = (network: Editable, id: string): Editable =>
  resources(network, "aws_route53_record")[`training_vpc_${id}`] as Editable;

test.each<[string, (network: Editable) => unknown, string]>([
  ["a missing zone", (n) => delete resources(n, "aws_route53_zone")["training_vpc_zone_logs"], LOGS_LOST],
  [
    "a missing record",
    (n) => delete resources(n, "aws_route53_record")["training_vpc_record_logs"],
    LOGS_LOST,
  ],
  [
    "a missing record of all registries",
    (n) => delete resources(n, "aws_route53_record")["training_vpc_any_record_ecr_dkr"],
    PULL_LOST,
  ],
  ["a zone of another name", (n) => (zoneOf(n, "logs")["name"] = "logs.eu-west-1.amazonaws.com"), LOGS_LOST],
  ["a zone of another VPC", (n) => (zoneOf(n, "logs")["vpc"][0].vpc_id = "vpc-00000000000000001"), LOGS_LOST],
  ["a zone without a VPC", (n) => delete zoneOf(n, "logs")["vpc"], LOGS_LOST],
  [
    "an alias of another endpoint",
    (n) => (recordOf(n, "record_logs")["alias"] = recordOf(n, "record_sts")["alias"] as Editable),
    LOGS_LOST,
  ],
  [
    "an alias in the zone of another name",
    (n) =>
      (recordOf(n, "record_logs")["alias"].zone_id = "${aws_vpc_endpoint.logs.dns_entry[1].hosted_zone_id}"),
    LOGS_LOST,
  ],
  ["a record of another type", (n) => (recordOf(n, "record_logs")["type"] = "AAAA"), LOGS_LOST],
])("OPS-03 reports %s", (_, edit, expected) => {
  expect(after(ZONES, edit)).toContain(expected);
});

const group = (network: Editable): Editable =>
  ingress(network)["training_vpc_resolver_from_172_24_0_0_16_53_udp"] as Editable;
const endpointOf = (network: Editable): Editable =>
  resources(network, "aws_route53_resolver_endpoint")["training_vpc_resolver"] as Editable;
const aclEntry = (network: Editable, protocol: string, egress: boolean): Editable =>
  Object.values<Editable>(resources(network, "aws_network_acl_rule")).find(
    (each) =>
      each["cidr_block"] === "172.24.0.0/16" &&
      each["protocol"] === protocol &&
      each["egress"] === egress &&
      each["from_port"] !== 443,
  ) as Editable;

test.each<[string, (network: Editable) => unknown]>([
  [
    "a missing Resolver endpoint",
    (n) => delete resources(n, "aws_route53_resolver_endpoint")["training_vpc_resolver"],
  ],
  ["an outbound endpoint", (n) => (endpointOf(n)["direction"] = "OUTBOUND")],
  [
    "an endpoint with the group of nodes",
    (n) => (endpointOf(n)["security_group_ids"] = ["${aws_security_group.nodes.id}"]),
  ],
  ["queries by TCP only", (n) => delete ingress(n)["training_vpc_resolver_from_172_24_0_0_16_53_udp"]],
  ["queries of a part of the network", (n) => (group(n)["cidr_ipv4"] = "172.24.0.0/24")],
  ["queries on another port", (n) => (group(n)["from_port"] = group(n)["to_port"] = 54)],
  ["a network ACL that denies queries", (n) => (aclEntry(n, "udp", false)["protocol"] = "tcp")],
  ["a network ACL that denies responses", (n) => (aclEntry(n, "udp", true)["to_port"] = 2000)],
  ["no route back", (n) => delete resources(n, "aws_route")["training_172_24_0_0_16_private"]],
])("OPS-03 reports %s", (_, edit) => {
  expect(after(RESOLVER, edit)).toContain("does not resolve there");
});

test("OPS-03 a Resolver endpoint answers with the private DNS of endpoints, which must be on", () => {
  const found = after(
    RESOLVER,
    (n) => (resources(n, "aws_vpc_endpoint")["logs"].private_dns_enabled = false),
  );
  expect(found).toContain(LOGS_LOST);
  expect(found).not.toContain("api.ecr");
});

test("OPS-03 reports a declared service without an endpoint", () => {
  const found = after(RESOLVER, (n) => delete resources(n, "aws_vpc_endpoint")["sagemaker_api"]);
  expect(found).toContain(
    "sagemaker.api has no endpoint in this VPC, so no SageMaker job can be created or read",
  );
});

test("OPS-03 reports a network without a declared way to S3", () => {
  const found = after(ZONES, (n) => {
    output(n)["far_side_commands"] = (output(n)["far_side_commands"] as string[]).filter(
      (each) => !each.includes(".s3 "),
    );
  });
  expect(found).toContain(
    "S3 has no way there, so docker pull fails, since the layers of images in ECR are in S3",
  );
});
