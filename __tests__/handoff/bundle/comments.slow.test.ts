import { type JsonObject, asObject } from "../../../src/terraform/stack-json";
import { ofType } from "../../../src/handoff/variables/variable";
import { bundle, file, filesOf, handedModule, loadBundles } from "../../support/bundles";
import { ENVIRONMENTS } from "../../support/environments";

beforeAll(loadBundles);

const ENVIRONMENT = "ml-inference-prod";

/** Comments above a block of the network, without those for scanners. */
function commentsOf(environment: string, type: string, name: string): string[] {
  const text = [...filesOf(bundle(environment), "network").values()].join("\n");
  const [, lines = ""] = new RegExp(`((?:^# .+\\n)+)resource "${type}" "${name}" \\{$`, "m").exec(text) ?? [];
  return lines.split("\n").filter((line) => /^# .+: .+/.test(line));
}

/** Blocks of the network without a comment, and keys of a map without one of their own. */
function uncommented(environment: string, type: string): string[] {
  const { json, families } = handedModule(environment, "network");
  return Object.keys(ofType(json, type)).flatMap((name) => {
    const address = `${type}.${name}`;
    const lines = commentsOf(environment, type, name);
    if (lines.length === 0) return [address];
    if (lines.some((line) => line.includes("each.key"))) return [];
    const members = families.find((family) => family.address === address)?.members ?? [];
    return members
      .filter(({ key }) => !lines.some((line) => line.startsWith(`# ${key}: `)))
      .map(({ key }) => `${address}["${key}"]`);
  });
}

test("the comment of an endpoint names each caller and the reason", () => {
  expect(commentsOf(ENVIRONMENT, "aws_vpc_endpoint", "endpoints")).toContain(
    "# elasticloadbalancing: AWS Load Balancer Controller: makes load balancers and registers pods",
  );
});

test("every endpoint has a comment", () => {
  const all = ENVIRONMENTS.filter((environment) => {
    const { json } = handedModule(environment, "network");
    return Object.keys(ofType(json, "aws_vpc_endpoint")).length > 0;
  });
  expect(all.length).toBeGreaterThan(2);
  expect(all.flatMap((environment) => uncommented(environment, "aws_vpc_endpoint"))).toEqual([]);
});

test.each([
  "# 10250: nodes from control-plane, TCP 10250: kubelet: logs, exec, metrics\n",
  "# nodes to S3, TCP 443: image layers, packages and model files in S3\n",
  "# nodes from itself, all ports: nodes and pods among themselves\n",
])("the comment of a security group rule names both peers, the ports and the reason: %s", (comment) => {
  expect(file(ENVIRONMENT, "network/security-groups.tf")).toContain(comment);
});

test.each([
  "# ingress-10.0.0.0-8-tcp-80: from 10.0.0.0/8, TCP 80: clients to the load balancer\n",
  "# egress-10.0.0.0-8-tcp-1024-65535: to 10.0.0.0/8, TCP 1024 to 65535: responses, because network ACLs are stateless\n",
])("the comment of a network ACL rule names the range, the ports and the reason: %s", (comment) => {
  expect(file(ENVIRONMENT, "network/network-acls.tf")).toContain(comment);
});

test.each([
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_network_acl_rule",
])("every %s has a comment", (type) => {
  const { json } = handedModule(ENVIRONMENT, "network");
  expect(Object.keys(ofType(json, type)).length).toBeGreaterThan(1);
  expect(uncommented(ENVIRONMENT, type)).toEqual([]);
});

test("JSON has the comments in the key //", () => {
  const { resource } = JSON.parse(file(ENVIRONMENT, "network/endpoints.tf.json", "json")) as {
    resource: JsonObject;
  };
  expect(asObject(asObject(resource["aws_vpc_endpoint"])["endpoints"])["//"]).toContain(
    "ecr.api: nodes: authorizes image pulls",
  );
});
