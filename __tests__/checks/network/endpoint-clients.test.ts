import { endpointClients as check } from "../../../src/checks/network/endpoint-clients";
import { type Editable, environmentPlan } from "../../support/altered";
import { foundBy, newlyFound } from "../../support/findings";
import { trainingPlan, withoutTraining } from "../../support/training-vpcs";
import { ingress, referenceFindings } from "./findings";

const PLAN = trainingPlan();
const RULE = "training_vpc_endpoints_from_training_sg_0fedcba9876543210_443";
const resources = (network: Editable, type: string): Editable => network["resource"][type] as Editable;
const after = (edit: (network: Editable) => unknown, plan = PLAN): string =>
  newlyFound([check], plan, ({ network }) => void edit(network)).join("\n");

test("SG-04 reports nothing in the reference environments, and nothing with a training VPC", () => {
  expect(referenceFindings(check)).toEqual([]);
  expect(foundBy(check, environmentPlan(PLAN))).toEqual([]);
});

test("SG-04 reports a group of another VPC without any attachment", () => {
  const found = newlyFound([check], "retail-forecast", ({ network }) => {
    const rules = ingress(network);
    rules["far"] = {
      ...rules["endpoints_from_nodes_443"],
      referenced_security_group_id: "sg-0fedcba9876543210",
    };
  });
  expect(found).toEqual([
    "endpoint-clients aws_vpc_security_group_ingress_rule.far: sg-0fedcba9876543210 is a group of another network, but the stacks attach no other network",
  ]);
});

test("SG-04 reports a group of an attached network that no output declares", () => {
  const found = after((network) => {
    const rules = ingress(network);
    rules["far"] = {
      ...rules["endpoints_from_nodes_443"],
      referenced_security_group_id: "sg-0fedcba9876543210",
    };
  }, withoutTraining());
  expect(found).toContain("no output of the stacks names the attachment to that network");
});

test("SG-04 reports a group of a network in another region", () => {
  const found = after(
    (n) => (resources(n, "aws_vpc_peering_connection")["training"].peer_region = "eu-west-1"),
  );
  expect(found).toContain(
    `${RULE}: sg-0fedcba9876543210 is a group of another network, but aws_vpc_peering_connection.training leads to eu-west-1`,
  );
});

test("SG-04 reports a group behind a transit gateway", () => {
  const found = after((network) => {
    const { training } = resources(network, "aws_vpc_peering_connection");
    resources(network, "aws_vpc_peering_connection")["training"] = undefined;
    delete resources(network, "aws_vpc_peering_connection")["training"];
    network["resource"].aws_ec2_transit_gateway_vpc_attachment = {
      training: { vpc_id: training.vpc_id, transit_gateway_id: "tgw-1", subnet_ids: [] },
    };
    network["output"].training_vpc.value.attachment = "${aws_ec2_transit_gateway_vpc_attachment.training.id}";
  });
  expect(found).toContain("aws_ec2_transit_gateway_vpc_attachment.training is no peering connection");
});

test("SG-04 reports an attachment without routes, through which no response returns", () => {
  const found = after((n) => delete resources(n, "aws_route")["training_172_24_0_0_16_private"]);
  expect(found).toContain("no route leads to the attachment of that network");
  expect(found).toContain("aws_route.private_internet_main sends packets for 172.24.0.0/16 to a NAT gateway");
});

test.each([
  ["requests", false, 443],
  ["responses", true, 1024],
])("SG-04 reports a network ACL that denies %s", (_, egress, port) => {
  const found = after((network) => {
    const entries = Object.values<Editable>(resources(network, "aws_network_acl_rule")).filter(
      (each) =>
        each["cidr_block"] === "172.24.0.0/16" && each["egress"] === egress && each["from_port"] === port,
    );
    for (const entry of entries) entry["rule_action"] = "deny";
  });
  expect(found).toContain(`${RULE}: path of clients in 172.24.0.0/16: aws_network_acl.private denies`);
});
