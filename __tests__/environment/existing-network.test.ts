import { formatPath } from "../../src/environment/problems";
import { configWith } from "../support/environments";
import {
  ATTACHMENT,
  GATEWAY,
  IDS,
  MORE_IDS,
  TABLES,
  WITH_GATEWAY,
  existing,
} from "../support/network-by-ids";
import { rules } from "../../src/environment/rules/all";

const found = (ids: object, network: object = {}): string[] =>
  rules(configWith(WITH_GATEWAY, existing(ids, network))).map(
    ({ path, expected }) => `${formatPath(path)}: ${expected}`,
  );

test("a network by ids needs no list of endpoints and rules", () => {
  expect(found(IDS)).toEqual([]);
});

test("a network by ids has endpoints, a group and an attachment by ids too", () => {
  expect(found(MORE_IDS, { attachments: [{ ...GATEWAY, attachmentId: ATTACHMENT }] })).toEqual([]);
});

test("endpoints by ids may each have a group of its own", () => {
  expect(found({ ...IDS, endpointIds: { sts: "vpce-0123456789abcdef1" } })).toEqual([]);
});

test("a network by ids is found by tags", () => {
  expect(
    found({ vpcTags: { stage: "prod" }, privateSubnetTags: { tier: "apps" }, privateRouteTableIds: TABLES }),
  ).toEqual([]);
});

const FLOW_LOGS = ": none with network.existing, whose flow logs are those of its owner";

test.each([
  ["bucketArn", { bucketArn: "arn:aws:s3:::company-flow-logs" }],
  ["enabled", { enabled: false, reason: "the landing zone records them" }],
])("keys of flow logs have no effect in an existing network: %s", (key, flowLogs) => {
  expect(found(IDS, { flowLogs })).toEqual([`network.flowLogs.${key}${FLOW_LOGS}`]);
});

test("a VPC has no peering connection with itself", () => {
  const peering = {
    type: "peering",
    name: "hub",
    peerVpcId: "vpc-0123456789abcdef0",
    cidrs: ["10.254.0.0/24"],
  };
  const attachments = [{ ...peering, attachmentId: "pcx-0123456789abcdef0" }];
  expect(found({ ...IDS, vpcId: peering.peerVpcId }, { attachments })).toEqual([
    "network.attachments[0].peerVpcId: another VPC than network.existing.vpcId",
  ]);
});

const without = (key: string): object =>
  Object.fromEntries(Object.entries(IDS).filter(([name]) => name !== key));

test.each<[string, object, object, string]>([
  [
    "the VPC has an id and tags",
    { ...IDS, vpcTags: { a: "b" } },
    {},
    "network.existing.vpcTags: either vpcId or vpcTags",
  ],
  [
    "no VPC is given",
    without("vpcId"),
    {},
    "network.existing.vpcId: vpcId or vpcTags beside the ids of its parts",
  ],
  [
    "no private subnet is given",
    without("privateSubnetIds"),
    {},
    "network.existing.privateSubnetIds: privateSubnetIds or privateSubnetTags",
  ],
  [
    "a zone has no private subnet",
    { ...IDS, privateSubnetIds: ["subnet-0aaaaaaaaaaaaaaa0"] },
    {},
    "network.existing.privateSubnetIds: 2 ids, one for each zone: a, b",
  ],
  [
    "a subnet is given twice",
    { ...IDS, privateSubnetIds: ["subnet-0aaaaaaaaaaaaaaa0", "subnet-0aaaaaaaaaaaaaaa0"] },
    {},
    "network.existing.privateSubnetIds[1]: each subnet once",
  ],
  [
    "a subnet has two roles",
    {
      ...IDS,
      controlPlaneSubnetIds: ["subnet-0aaaaaaaaaaaaaaa2", "subnet-0bbbbbbbbbbbbbbb2"],
      endpointSubnetIds: ["subnet-0aaaaaaaaaaaaaaa2", "subnet-0bbbbbbbbbbbbbbb3"],
    },
    {
      controlPlaneSubnets: { cidrs: ["10.32.64.0/28", "10.32.64.16/28"] },
      endpointSubnets: { cidrs: ["10.32.65.0/28", "10.32.65.16/28"] },
    },
    "network.existing.endpointSubnetIds[0]: each subnet once",
  ],
  [
    "there are more route tables than subnets",
    { ...IDS, privateRouteTableIds: [...TABLES, "rtb-0ccccccccccccccc0"] },
    {},
    "network.existing.privateRouteTableIds: one id for all private subnets, or 2 ids, one for each zone: a, b",
  ],
  [
    "services are listed without ids",
    { ...IDS, endpoints: ["s3"] },
    {},
    "network.existing.endpoints: endpointIds in a network by ids",
  ],
  [
    "the attachment has no table for its routes",
    without("privateRouteTableIds"),
    {},
    "network.existing.privateRouteTableIds: the route tables of the private subnets, in which the routes of an attachment that Terraform creates are created",
  ],
  [
    "a rule is listed for a group that Terraform creates",
    { ...IDS, rules: [{ group: "nodes", direction: "ingress", peer: "10.0.0.0/8", port: 22 }] },
    {},
    "network.existing.rules[0].group: a group of securityGroupIds",
  ],
  [
    "a rule of a given group has a peer that Terraform creates",
    {
      ...MORE_IDS,
      privateRouteTableIds: TABLES,
      rules: [{ group: "endpoints", direction: "ingress", peer: "nodes", port: 443 }],
    },
    {},
    "network.existing.rules[0].peer: a range, the id of a group, or a group of securityGroupIds",
  ],
])("fails when %s", (_, ids, network, expected) => {
  expect(found(ids, network)).toContain(expected);
});

test("fails when an attachment is given in a network that Terraform creates", () => {
  const change = { network: { attachments: [{ ...GATEWAY, attachmentId: ATTACHMENT }] } };
  expect(rules(configWith(WITH_GATEWAY, change)).map(({ path }) => formatPath(path))).toContain(
    "network.attachments[0].attachmentId",
  );
});

test("fails when an attachment is beside an existing network by names", () => {
  const change = { network: { attachments: [GATEWAY] } };
  expect(rules(configWith("retail-forecast-console", change)).map(({ path }) => formatPath(path))).toContain(
    "network.attachments",
  );
});
