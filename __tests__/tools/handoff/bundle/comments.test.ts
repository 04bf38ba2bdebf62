import { type JsonObject, asObject } from "../../../../src/proof/terraform-json/stack-json";
import { file, loadBundles } from "../../../support/bundles";
import { ENVIRONMENTS } from "../../../support/environments";
import { planOf } from "../../../support/reference-plans";

beforeAll(loadBundles);

test("the comment of an endpoint names each caller and the reason", () => {
  expect(file("ml-inference-prod", "network/endpoints.tf")).toContain(
    '# AWS Load Balancer Controller: makes load balancers and registers pods\nresource "aws_vpc_endpoint" "elasticloadbalancing" {',
  );
});

test("every endpoint has a comment", () => {
  const all = ENVIRONMENTS.filter(
    (environment) => planOf(environment).stack("network").resources("aws_vpc_endpoint").length > 0,
  );
  expect(all.length).toBeGreaterThan(2);
  for (const environment of all) {
    const text = file(environment, "network/endpoints.tf");
    const endpoints = [...text.matchAll(/^resource "aws_vpc_endpoint" "\w+" \{$/gm)];
    expect([...text.matchAll(/^# .+: .+\nresource "aws_vpc_endpoint"/gm)].length).toBe(endpoints.length);
  }
});

test.each([
  "# nodes from control-plane, TCP 10250: kubelet: logs, exec, metrics\n",
  "# nodes to S3, TCP 443: image layers, packages and model files in S3\n",
  "# nodes from itself, all ports: nodes and pods among themselves\n",
])("the comment of a security group rule names both peers, the ports and the reason: %s", (comment) => {
  expect(file("ml-inference-prod", "network/security-groups.tf")).toContain(comment);
});

test.each([
  "# from 10.0.0.0/8, TCP 80: clients to the load balancer\n",
  "# to 10.0.0.0/8, TCP 1024 to 65535: responses, because network ACLs are stateless\n",
])("the comment of a network ACL rule names the range, the ports and the reason: %s", (comment) => {
  expect(file("ml-inference-prod", "network/network-acls.tf")).toContain(comment);
});

test.each([
  ["network/security-groups.tf", "aws_vpc_security_group_\\w+_rule"],
  ["network/network-acls.tf", "aws_network_acl_rule"],
])("every rule in %s has a comment", (path, type) => {
  const text = file("ml-inference-prod", path);
  const rules = [...text.matchAll(new RegExp(`^resource "${type}"`, "gm"))];
  expect(rules.length).toBeGreaterThan(10);
  expect([...text.matchAll(new RegExp(`^# .+: .+\\n(# trivy:.+\\n)*resource "${type}"`, "gm"))].length).toBe(
    rules.length,
  );
});

test("JSON has the comments in the key //", () => {
  const { resource } = JSON.parse(file("ml-inference-prod", "network/endpoints.tf.json", "json")) as {
    resource: JsonObject;
  };
  expect(asObject(asObject(resource["aws_vpc_endpoint"])["ecr_api"])["//"]).toBe(
    "nodes: authorizes image pulls",
  );
});
