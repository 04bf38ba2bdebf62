import { asArray, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { IDS, WITH_GATEWAY, existing } from "../../support/network-by-ids";
import { planOf } from "../../support/reference-plans";

const ML = "ml-inference-prod";
const REDIS = {
  group: "nodes",
  direction: "egress",
  peer: "10.50.8.0/28",
  port: 6379,
  reason: "feature store",
};
const WEBHOOK = {
  group: "control-plane",
  direction: "egress",
  peer: "nodes",
  port: 8443,
  reason: "admission webhook of the policy engine",
};
const plan = (...extraRules: object[]) => planWith(ML, { network: { extraRules } });

const rule = (each: ReturnType<typeof plan>, name: string, way: "ingress" | "egress") =>
  each.stack("network").find(`aws_vpc_security_group_${way}_rule.${name}`)?.config;

test("a rule to a range has the port, the reason and the key as its origin", () => {
  expect(rule(plan(REDIS), "nodes_to_10_50_8_0_28_6379", "egress")).toMatchObject({
    security_group_id: "${aws_security_group.nodes.id}",
    cidr_ipv4: "10.50.8.0/28",
    ip_protocol: "tcp",
    from_port: 6379,
    to_port: 6379,
    description: "feature store",
    tags: { Name: "nodes-to-10.50.8.0/28-6379", RequestedBy: "network.extraRules" },
  });
});

test("a rule between two groups is made at both ends", () => {
  const each = plan(WEBHOOK);
  expect(rule(each, "control_plane_to_nodes_8443", "egress")?.["referenced_security_group_id"]).toBe(
    "${aws_security_group.nodes.id}",
  );
  expect(rule(each, "nodes_from_control_plane_8443", "ingress")?.["referenced_security_group_id"]).toBe(
    "${aws_security_group.control_plane.id}",
  );
});

test("a prefix list and a group of another network are named by their ids", () => {
  const each = planWith("mlapp", {
    network: {
      extraRules: [
        { ...REDIS, peer: "pl-0123456789abcdef0" },
        { ...REDIS, direction: "ingress", peer: "sg-0123456789abcdef0", port: 9100 },
      ],
    },
  });
  expect(rule(each, "nodes_to_pl_0123456789abcdef0_6379", "egress")?.["prefix_list_id"]).toBe(
    "pl-0123456789abcdef0",
  );
  expect(rule(each, "nodes_from_sg_0123456789abcdef0_9100", "ingress")).toMatchObject({
    referenced_security_group_id: "sg-0123456789abcdef0",
  });
});

test("a rule of a network by ids is made in the group that Terraform creates there", () => {
  const each = planWith(WITH_GATEWAY, existing(IDS, { extraRules: [REDIS] }));
  expect(rule(each, "nodes_to_10_50_8_0_28_6379", "egress")).toMatchObject({
    security_group_id: "${aws_security_group.nodes.id}",
    cidr_ipv4: "10.50.8.0/28",
    from_port: 6379,
  });
});

const entries = (each: ReturnType<typeof plan>) =>
  each
    .stack("network")
    .resources("aws_network_acl_rule")
    .map(({ config }) => [config["egress"], config["cidr_block"], config["from_port"], config["to_port"]]);

test("network ACLs have entries of their own for a call and its answers, also where a wider entry admits these", () => {
  const added = entries(plan({ ...REDIS, peer: "198.51.100.0/28" })).filter(
    (entry) => !entries(planOf(ML) as ReturnType<typeof plan>).some((each) => String(each) === String(entry)),
  );
  expect(added).toEqual([
    [true, "198.51.100.0/28", 6379, 6379],
    [false, "198.51.100.0/28", 1024, 65535],
  ]);
});

const policy = (each: ReturnType<typeof plan>) =>
  asObject(
    asArray(each.stack("models").find("kubernetes_network_policy_v1.ml_inference_api")?.config["spec"])[0] ??
      each.stack("models").find("kubernetes_network_policy_v1.ml_inference_api")?.config["spec"] ??
      null,
  );

test("the network policy of a named model admits the connection, and without models no policy does", () => {
  const own = { ...REDIS, models: ["ml-inference-api"] };
  expect(JSON.stringify(policy(plan(own)))).toContain("10.50.8.0/28");
  expect(JSON.stringify(policy(plan(own)))).toContain('"6379"');
  expect(plan(REDIS).text("models")).not.toContain("10.50.8.0/28");
});
