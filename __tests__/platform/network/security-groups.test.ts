import { type StackJson, type SynthesizedResource } from "../../../src/terraform/stack-json";
import { configWith } from "../../support/environments";
import { planWith } from "../../support/changed-plans";
import { RETAIL, CREATED, networkOf } from "../network-stack";

const stack = networkOf(RETAIL);

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const rulesOf = (of: StackJson): SynthesizedResource[] => [...of.resources(INGRESS), ...of.resources(EGRESS)];

/** Rules of one group in short form, such as `from alb tcp 8080`; `all` is every protocol and port. */
function rulesOfGroup(of: StackJson, group: string): string[] {
  const groupName = (reference: unknown): string =>
    /aws_security_group\.(\w+)\.id/.exec(String(reference))?.[1] ?? "";
  return rulesOf(of)
    .filter(({ config }) => groupName(config["security_group_id"]) === group)
    .map(({ type, config }) => {
      const peer =
        groupName(config["referenced_security_group_id"]) ||
        (config["prefix_list_id"]
          ? "s3"
          : String(config["cidr_ipv4"] ?? config["referenced_security_group_id"]));
      const port = config["ip_protocol"] === "-1" ? "all" : `${config["ip_protocol"]} ${config["from_port"]}`;
      expect(config["to_port"]).toBe(config["from_port"]);
      return `${type === INGRESS ? "from" : "to"} ${peer} ${port}`;
    })
    .sort();
}

test.each([
  ["SG-01", "alb", "mlops-hybrid-alb-sg"],
  ["SG-02", "nodes", "mlops-hybrid-eks-nodes-sg"],
  ["SG-03", "control_plane", "mlops-hybrid-eks-control-plane-sg"],
  ["SG-04", "endpoints", "mlops-hybrid-vpc-endpoints-sg"],
])("%s group %s has the name %s", (_row, key, name) => {
  expect(stack.find(`aws_security_group.${key}`)?.config).toMatchObject({
    name,
    vpc_id: "${aws_vpc.main.id}",
    tags: { Name: name },
  });
});

test("SG-01 the load balancer allows 80 and 443 from anywhere and reaches nodes only on the models' port", () => {
  expect(rulesOfGroup(stack, "alb")).toEqual([
    "from 0.0.0.0/0 tcp 443",
    "from 0.0.0.0/0 tcp 80",
    "to nodes tcp 8080",
  ]);
});

describe("two models with different ports", () => {
  const onNodes = () => planWith("mlapp", { cluster: { fargate: false } }).stack("network");

  test("SG-01 the load balancer reaches each distinct port of the models", () => {
    const rules = rulesOfGroup(onNodes(), "alb");
    expect(rules.filter((rule) => rule.startsWith("to"))).toEqual(["to nodes tcp 8000", "to nodes tcp 8501"]);
  });

  test("SG-02 nodes allow each distinct port of the models from the load balancer", () => {
    expect(rulesOfGroup(onNodes(), "nodes")).toEqual(
      expect.arrayContaining(["from alb tcp 8000", "from alb tcp 8501"]),
    );
  });
});

test("FAR-01 with Fargate nodes allow no model port: the pods have another group", () => {
  const rules = [...rulesOfGroup(networkOf("mlapp"), "alb"), ...rulesOfGroup(networkOf("mlapp"), "nodes")];
  expect(rules).not.toEqual([]);
  expect(rules.filter((rule) => /8000|8501/.test(rule))).toEqual([]);
});

test("SG-01 plain HTTP opens only port 80", () => {
  const entry = { type: "ingress", scheme: "internet-facing", httpOnly: true };
  const rules = rulesOfGroup(
    planWith(RETAIL, { entry: { ...entry, certificateArn: null } }).stack("network"),
    "alb",
  );
  expect(rules).toEqual(["from 0.0.0.0/0 tcp 80", "to nodes tcp 8080"]);
});

test("SG-02 nodes reach only themselves, the control plane, the endpoints and S3", () => {
  expect(rulesOfGroup(stack, "nodes")).toEqual([
    "from alb tcp 8080",
    "from control_plane tcp 10250",
    "from control_plane tcp 10251",
    "from control_plane tcp 9443",
    "from nodes all",
    "to control_plane tcp 443",
    "to endpoints tcp 443",
    "to nodes all",
    "to s3 tcp 443",
  ]);
});

test("SG-02 the S3 rule uses the prefix list of the gateway endpoint", () => {
  expect(stack.find(`${EGRESS}.nodes_to_s3_443`)?.config["prefix_list_id"]).toBe(
    "${aws_vpc_endpoint.s3.prefix_list_id}",
  );
});

test("SG-03 the control plane allows the API to nodes and operators, and reaches declared ports of nodes", () => {
  expect(rulesOfGroup(stack, "control_plane")).toEqual([
    "from 10.20.0.0/24 tcp 443",
    "from nodes tcp 443",
    "to nodes tcp 10250",
    "to nodes tcp 10251",
    "to nodes tcp 9443",
  ]);
});

test("SG-04 endpoints allow HTTPS from nodes and open no connection", () => {
  expect(rulesOfGroup(stack, "endpoints")).toEqual(["from nodes tcp 443"]);
});

test("SG-04 the VPC's range reaches the endpoints if the file allows it", () => {
  const open = planWith(RETAIL, { network: { endpoints: { admitVpcCidr: true } } }).stack("network");
  expect(rulesOfGroup(open, "endpoints")).toEqual(["from 10.0.0.0/16 tcp 443", "from nodes tcp 443"]);
});

test.each(CREATED)("SG-01 SG-02 SG-03 SG-04 %s: every rule is a separate resource", (environment) => {
  const network = networkOf(environment);
  const groups = network.resources("aws_security_group");
  expect(groups).toHaveLength(4);
  expect(groups.filter(({ config }) => "ingress" in config || "egress" in config)).toEqual([]);
  expect(network.resources("aws_security_group_rule")).toEqual([]);
  expect(rulesOf(network).length).toBeGreaterThan(10);
});

test.each(CREATED)("SG-01 SG-02 SG-03 SG-04 %s: every group and rule has a description", (environment) => {
  const network = networkOf(environment);
  const described = [...network.resources("aws_security_group"), ...rulesOf(network)];
  expect(described.length).toBeGreaterThan(14);
  expect(described.filter(({ config }) => !config["description"])).toEqual([]);
});

test.each(CREATED)(
  "SG-01 %s: only the load balancer's listeners allow connections from anywhere",
  (environment) => {
    const rules = networkOf(environment).resources(INGRESS);
    expect(rules.length).toBeGreaterThan(5);
    const open = rules.filter(({ config }) => config["cidr_ipv4"] === "0.0.0.0/0" || "cidr_ipv6" in config);
    expect(
      open.filter(({ name }) => name !== "alb_from_internet_80" && name !== "alb_from_internet_443"),
    ).toEqual([]);
  },
);

test.each(CREATED)("SG-02 %s: only nodes behind NAT reach the internet, over HTTPS", (environment) => {
  const network = networkOf(environment);
  const open = network.resources(EGRESS).filter(({ config }) => config["cidr_ipv4"] === "0.0.0.0/0");
  const behindNat = configWith(environment).network.egress !== "none";
  expect(open.map(({ name }) => name)).toEqual(behindNat ? ["nodes_to_internet_443"] : []);
});

test.each(CREATED)("SG-02 %s: every connection between groups is allowed at both ends", (environment) => {
  const between = rulesOf(networkOf(environment))
    .filter(({ config }) => String(config["referenced_security_group_id"]).includes("aws_security_group."))
    .map(({ type, config }) => {
      const [own, other] = [config["security_group_id"], config["referenced_security_group_id"]];
      const port = `${config["ip_protocol"]} ${config["from_port"]}`;
      return { type, way: type === EGRESS ? `${own} to ${other} ${port}` : `${other} to ${own} ${port}` };
    });
  const ways = (type: string) => between.filter((rule) => rule.type === type).map((rule) => rule.way);
  expect(ways(EGRESS).length).toBeGreaterThan(5);
  expect(ways(EGRESS).sort()).toEqual(ways(INGRESS).sort());
});
