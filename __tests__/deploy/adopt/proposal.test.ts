import { proposalOf } from "../../../src/deploy/adopt/proposal";
import { type NetworkReading } from "../../../src/deploy/adopt/reading";
import { proposedYaml } from "../../../src/deploy/adopt/yaml-text";
import { type JsonObject } from "../../../src/terraform/stack-json";

const tags = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

const subnet = (id: string, zone: string, CidrBlock: string, name = ""): JsonObject => ({
  SubnetId: id,
  AvailabilityZone: `eu-west-1${zone}`,
  CidrBlock,
  Tags: tags(name === "" ? {} : { Name: name }),
});

const table = (subnets: readonly string[], routes: readonly JsonObject[]): JsonObject => ({
  RouteTableId: `rtb-of-${subnets[0]}`,
  Associations: subnets.map((SubnetId) => ({ SubnetId })),
  Routes: [{ DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" }, ...routes],
});

const TO_INTERNET = { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" };

const group = (GroupId: string, GroupName: string): JsonObject => ({ GroupId, GroupName });

const rule = (GroupId: string, values: JsonObject): JsonObject => ({
  SecurityGroupRuleId: `sgr-${GroupId}`,
  GroupId,
  IsEgress: false,
  IpProtocol: "tcp",
  FromPort: 443,
  ToPort: 443,
  ...values,
});

const endpoint = (VpcEndpointId: string, service: string, groups: readonly string[] = []): JsonObject => ({
  VpcEndpointId,
  ServiceName: `com.amazonaws.eu-west-1.${service}`,
  VpcEndpointType: groups.length > 0 ? "Interface" : "Gateway",
  Groups: groups.map((GroupId) => ({ GroupId })),
  State: "available",
});

/** A network with public and private subnets in two zones, and the groups of an environment. */
const NETWORK: NetworkReading = {
  account: "111122223333",
  region: "eu-west-1",
  vpc: { VpcId: "vpc-1", CidrBlock: "10.0.0.0/16", Tags: tags({ Name: "shop-vpc" }) },
  hasDnsSupport: true,
  hasDnsHostnames: true,
  nameServers: ["AmazonProvidedDNS"],
  subnets: [
    subnet("subnet-1", "b", "10.0.2.0/24", "shop-apps-eu-west-1b"),
    subnet("subnet-2", "a", "10.0.1.0/24", "shop-apps-eu-west-1a"),
    subnet("subnet-3", "a", "10.0.101.0/24", "shop-web-eu-west-1a"),
    subnet("subnet-4", "b", "10.0.102.0/24", "shop-web-eu-west-1b"),
  ],
  routeTables: [table(["subnet-1", "subnet-2"], []), table(["subnet-3", "subnet-4"], [TO_INTERNET])],
  endpoints: [endpoint("vpce-1", "sts", ["sg-4"]), endpoint("vpce-2", "s3")],
  groups: [
    group("sg-1", "shop-alb-sg"),
    group("sg-2", "shop-eks-nodes-sg"),
    group("sg-3", "shop-eks-control-plane-sg"),
    group("sg-4", "shop-vpc-endpoints-sg"),
    group("sg-5", "default"),
  ],
  rules: [
    rule("sg-4", { ReferencedGroupInfo: { GroupId: "sg-2" } }),
    rule("sg-1", { CidrIpv4: "203.0.113.0/24" }),
    rule("sg-5", { CidrIpv4: "0.0.0.0/0" }),
  ],
  balancers: [],
  targetGroups: [],
  gatewayAttachments: [],
  peerings: [],
  prefixLists: [
    { PrefixListId: "pl-1", PrefixListName: "com.amazonaws.eu-west-1.s3" },
    { PrefixListId: "pl-2", PrefixListName: "com.amazonaws.eu-west-1.dynamodb" },
  ],
};

const networkIn = (reading: NetworkReading) =>
  proposalOf(reading).file["network"] as Record<string, unknown> & {
    existing: Record<string, unknown> & { subnetTags: string[] };
  };

const ruleOf = (values: JsonObject) => {
  const { file, notes } = proposalOf({ ...NETWORK, rules: [rule("sg-2", values)] });
  const { existing } = file["network"] as { existing: { rules: unknown[] } };
  return { rules: existing.rules, notes: notes.filter((note) => note.includes("rule")) };
};

test("DATA-01 a network whose names fit is proposed with its ids and groups", () => {
  const { file, preparations } = proposalOf(NETWORK);
  expect(preparations).toEqual([]);
  expect(file).toEqual({
    account: "111122223333",
    region: "eu-west-1",
    namePrefix: "shop",
    network: {
      vpcName: "shop-vpc",
      vpcCidr: "10.0.0.0/16",
      zones: ["a", "b"],
      publicSubnets: { namePrefix: "shop-web", cidrs: ["10.0.101.0/24", "10.0.102.0/24"] },
      privateSubnets: { namePrefix: "shop-apps", cidrs: ["10.0.1.0/24", "10.0.2.0/24"] },
      egress: "none",
      existing: {
        vpcId: "vpc-1",
        publicSubnetIds: ["subnet-3", "subnet-4"],
        privateSubnetIds: ["subnet-2", "subnet-1"],
        privateRouteTableIds: ["rtb-of-subnet-1"],
        securityGroupIds: { alb: "sg-1", nodes: "sg-2", "control-plane": "sg-3", endpoints: "sg-4" },
        endpointIds: { s3: "vpce-2", sts: "vpce-1" },
        subnetTags: [],
        rules: [
          { group: "alb", direction: "ingress", peer: "203.0.113.0/24", port: 443 },
          { group: "endpoints", direction: "ingress", peer: "nodes", port: 443 },
        ],
      },
    },
  });
});

test("DATA-01 the gateway endpoint of DynamoDB is declared, and has no part in the group of interface endpoints", () => {
  const endpoints = [...NETWORK.endpoints, endpoint("vpce-3", "dynamodb")];
  expect(networkIn({ ...NETWORK, endpoints }).existing).toMatchObject({
    endpointIds: { dynamodb: "vpce-3", s3: "vpce-2", sts: "vpce-1" },
    securityGroupIds: { endpoints: "sg-4" },
  });
});

describe("a network without names", () => {
  const bare: NetworkReading = {
    ...NETWORK,
    vpc: { VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" },
    hasDnsHostnames: false,
    subnets: NETWORK.subnets.map((each) => ({ ...each, Tags: [] })),
    groups: [group("sg-5", "default"), group("sg-6", "shared")],
    endpoints: [],
    rules: [],
  };

  test("DATA-01 needs no tag, and no group or endpoint made by hand", () => {
    expect(proposalOf(bare).preparations.map(({ command }) => command)).toEqual([
      "aws ec2 modify-vpc-attribute --region eu-west-1 --vpc-id vpc-1 --enable-dns-hostnames Value=true",
    ]);
    expect(networkIn(bare)).toEqual({
      vpcCidr: "10.0.0.0/16",
      zones: ["a", "b"],
      publicSubnets: { cidrs: ["10.0.101.0/24", "10.0.102.0/24"] },
      privateSubnets: { cidrs: ["10.0.1.0/24", "10.0.2.0/24"] },
      egress: "none",
      existing: {
        vpcId: "vpc-1",
        publicSubnetIds: ["subnet-3", "subnet-4"],
        privateSubnetIds: ["subnet-2", "subnet-1"],
        privateRouteTableIds: ["rtb-of-subnet-1"],
        subnetTags: [],
      },
    });
  });

  test("DATA-01 has endpoints with the group that all of them have, by its id and rules", () => {
    const endpoints = [endpoint("vpce-1", "sts", ["sg-6", "sg-5"]), endpoint("vpce-3", "logs", ["sg-6"])];
    const rules = [rule("sg-6", { CidrIpv4: "10.0.0.0/16" })];
    expect(networkIn({ ...bare, endpoints, rules }).existing).toMatchObject({
      securityGroupIds: { endpoints: "sg-6" },
      endpointIds: { sts: "vpce-1", logs: "vpce-3" },
      rules: [{ group: "endpoints", direction: "ingress", peer: "10.0.0.0/16", port: 443 }],
    });
  });

  test("DATA-01 has endpoints with a group each, whose rules the plan reads", () => {
    const endpoints = [endpoint("vpce-1", "sts", ["sg-5"]), endpoint("vpce-3", "logs", ["sg-6"])];
    expect(networkIn({ ...bare, endpoints }).existing).toMatchObject({
      endpointIds: { sts: "vpce-1", logs: "vpce-3" },
    });
    expect(networkIn({ ...bare, endpoints }).existing).not.toHaveProperty("securityGroupIds");
  });
});

describe("attachments", () => {
  const attachment = {
    TransitGatewayAttachmentId: "tgw-attach-1",
    TransitGatewayId: "tgw-1",
    Tags: tags({ Name: "Organization Hub" }),
  };
  const to = (DestinationCidrBlock: string): JsonObject => ({
    DestinationCidrBlock,
    TransitGatewayId: "tgw-1",
  });
  const attached = (...routes: readonly JsonObject[]): NetworkReading => ({
    ...NETWORK,
    gatewayAttachments: [attachment],
    routeTables: [table(["subnet-1", "subnet-2"], routes), table(["subnet-3", "subnet-4"], [TO_INTERNET])],
  });

  test("OPS-03 an attachment to a transit gateway is declared with the ranges that all private subnets route to it", () => {
    const network = networkIn(attached(to("10.64.0.0/16"), to("172.16.0.0/12")));
    expect(network["attachments"]).toEqual([
      {
        type: "transit-gateway",
        name: "organization-hub",
        transitGatewayId: "tgw-1",
        attachmentId: "tgw-attach-1",
        cidrs: ["10.64.0.0/16", "172.16.0.0/12"],
      },
    ]);
    expect(network.existing).not.toHaveProperty("privateRouteTableIds");
  });

  test("OPS-03 a default route to a transit gateway is the egress of the private subnets", () => {
    const reading = attached(to("10.64.0.0/16"), to("0.0.0.0/0"));
    expect(networkIn(reading)).toMatchObject({
      egress: "transit-gateway",
      attachments: [{ cidrs: ["0.0.0.0/0", "10.64.0.0/16"] }],
    });
  });

  test("OPS-03 a transit gateway with the default route alone is declared", () => {
    expect(networkIn(attached(to("0.0.0.0/0")))).toMatchObject({
      egress: "transit-gateway",
      attachments: [{ cidrs: ["0.0.0.0/0"] }],
    });
  });

  test("OPS-03 a default route to an attachment that this account does not see remains a way out", () => {
    const network = networkIn({ ...attached(to("0.0.0.0/0")), gatewayAttachments: [] });
    expect(network).toMatchObject({ egress: "single-nat" });
    expect(network).not.toHaveProperty("attachments");
  });

  test("OPS-03 an attachment without routes is left out, and named", () => {
    const reading = attached();
    expect(networkIn(reading)).not.toHaveProperty("attachments");
    expect(proposalOf(reading).notes).toContainEqual(
      expect.stringContaining("tgw-attach-1 is left out: no range is routed to it in all private subnets"),
    );
  });

  test("OPS-03 a peering connection is declared with the other VPC", () => {
    const reading: NetworkReading = {
      ...NETWORK,
      peerings: [
        {
          VpcPeeringConnectionId: "pcx-1",
          AccepterVpcInfo: { VpcId: "vpc-1" },
          RequesterVpcInfo: { VpcId: "vpc-9" },
        },
      ],
      routeTables: [
        table(
          ["subnet-1", "subnet-2"],
          [{ DestinationCidrBlock: "10.9.0.0/16", VpcPeeringConnectionId: "pcx-1" }],
        ),
        table(["subnet-3", "subnet-4"], [TO_INTERNET]),
      ],
    };
    expect(networkIn(reading)["attachments"]).toEqual([
      {
        type: "peering",
        name: "peering-1",
        peerVpcId: "vpc-9",
        attachmentId: "pcx-1",
        cidrs: ["10.9.0.0/16"],
      },
    ]);
  });
});

test.each([
  ["a group of the environment", { ReferencedGroupInfo: { GroupId: "sg-1" } }, "alb", 443],
  ["another group", { ReferencedGroupInfo: { GroupId: "sg-9" } }, "sg-9", 443],
  ["the prefix list of S3", { PrefixListId: "pl-1" }, "s3", 443],
  ["the prefix list of DynamoDB", { PrefixListId: "pl-2" }, "dynamodb", 443],
  [
    "everything",
    { CidrIpv4: "10.9.0.0/16", IpProtocol: "-1", FromPort: -1, ToPort: -1 },
    "10.9.0.0/16",
    "all",
  ],
] as const)("DATA-01 a rule with %s as its peer or port is declared", (_, values, peer, port) => {
  expect(ruleOf(values).rules).toEqual([{ group: "nodes", direction: "ingress", peer, port }]);
});

test.each([
  ["a range of ports", { CidrIpv4: "10.9.0.0/16", FromPort: 1, ToPort: 9 }, "one TCP port or everything"],
  ["UDP", { CidrIpv4: "10.9.0.0/16", IpProtocol: "udp" }, "one TCP port or everything"],
  ["IPv6", { CidrIpv6: "2001:db8::/64" }, "its peer 2001:db8::/64 is no group"],
  ["another prefix list", { PrefixListId: "pl-9" }, "its peer pl-9 is no group"],
] as const)("DATA-01 a rule with %s is left out and named", (_, values, why) => {
  const { rules, notes } = ruleOf(values);
  expect(rules).toEqual([]);
  expect(notes).toEqual([expect.stringContaining(`rule sgr-sg-2 of shop-eks-nodes-sg is left out`)]);
  expect(notes[0]).toContain(why);
});

test("DATA-01 the rule that AWS adds to a new group is revoked by a command", () => {
  const open = { IsEgress: true, IpProtocol: "-1", FromPort: -1, ToPort: -1, CidrIpv4: "0.0.0.0/0" };
  const { preparations } = proposalOf({ ...NETWORK, rules: [rule("sg-2", open)] });
  expect(preparations.map(({ command }) => command)).toEqual([
    "aws ec2 revoke-security-group-egress --region eu-west-1 --group-id sg-2 --security-group-rule-ids sgr-sg-2",
  ]);
});

test.each([
  ["one NAT gateway", ["nat-1", "nat-1"], "single-nat"],
  ["a NAT gateway in each zone", ["nat-1", "nat-2"], "nat-per-az"],
] as const)("DATA-01 the egress of private subnets with %s", (_, gateways, egress) => {
  const routeTables = [
    ...gateways.map((NatGatewayId, index) =>
      table([`subnet-${index + 1}`], [{ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId }]),
    ),
    table(["subnet-3", "subnet-4"], [TO_INTERNET]),
  ];
  expect(networkIn({ ...NETWORK, routeTables })["egress"]).toBe(egress);
});

test("DATA-01 the egress of private subnets with a firewall endpoint in each zone", () => {
  const routeTables = [
    ...["vpce-1", "vpce-2"].map((GatewayId, index) =>
      table([`subnet-${index + 1}`], [{ DestinationCidrBlock: "0.0.0.0/0", GatewayId }]),
    ),
    table(["subnet-3", "subnet-4"], [TO_INTERNET]),
  ];
  expect(networkIn({ ...NETWORK, routeTables })["egress"]).toBe("nat-per-az");
});

test("DATA-01 of several private subnets in a zone the largest is chosen, and the others are named", () => {
  const subnets = [...NETWORK.subnets, subnet("subnet-5", "a", "10.0.16.0/20", "shop-apps-eu-west-1a")];
  const { notes } = proposalOf({ ...NETWORK, subnets });
  expect(networkIn({ ...NETWORK, subnets })["privateSubnets"]).toMatchObject({
    cidrs: ["10.0.16.0/20", "10.0.2.0/24"],
  });
  expect(notes).toContain(
    "network.privateSubnets: subnet-2 10.0.1.0/24 in eu-west-1a is left out, since an environment has one private subnet in a zone",
  );
});

test("DATA-01 a zone without a public subnet leaves the public ones out, and says so", () => {
  const subnets = NETWORK.subnets.slice(0, 3);
  expect(networkIn({ ...NETWORK, subnets })["publicSubnets"]).toBeUndefined();
  expect(proposalOf({ ...NETWORK, subnets }).notes).toContainEqual(
    expect.stringContaining("not every zone of the private subnets has one"),
  );
});

test("DATA-01 tags of load balancers are declared where every subnet of the tier has them", () => {
  const tagged = NETWORK.subnets.map((each, index) => ({
    ...each,
    Tags: [
      ...(each["Tags"] as JsonObject[]),
      ...tags({
        "kubernetes.io/role/internal-elb": "1",
        ...(index < 3 ? { "kubernetes.io/role/elb": "1" } : {}),
      }),
    ],
  }));
  expect(networkIn({ ...NETWORK, subnets: tagged }).existing.subnetTags).toEqual([
    "kubernetes.io/role/internal-elb",
  ]);
});

test("DATA-01 an endpoint that is not available, and one of an unknown service, are no declared endpoints", () => {
  const endpoints = [
    { ...endpoint("vpce-1", "sts", ["sg-4"]), State: "pending" },
    endpoint("vpce-4", "bedrock", ["sg-4"]),
  ];
  const { notes } = proposalOf({ ...NETWORK, endpoints });
  expect(networkIn({ ...NETWORK, endpoints }).existing).not.toHaveProperty("endpointIds");
  expect(notes).toContainEqual(expect.stringContaining("bedrock is no service"));
});

test("DATA-01 one ALB with one target group of type ip is the entry", () => {
  const balancers = [{ Type: "application", LoadBalancerName: "shop", Scheme: "internal" }];
  const targetGroups = [{ TargetType: "ip", TargetGroupName: "shop-tg" }];
  expect(proposalOf({ ...NETWORK, balancers, targetGroups }).file["entry"]).toEqual({
    type: "existing-alb",
    loadBalancerName: "shop",
    targetGroupName: "shop-tg",
    scheme: "internal",
  });
});

test("the text names the required keys that no network shows", () => {
  const text = proposedYaml(proposalOf(NETWORK));
  expect(text).toContain('account: "111122223333"');
  for (const key of ["project", "owner", "repository", "cluster", "entry", "models"])
    expect(text).toContain(`\n# ${key}: `);
});

describe("name servers of the option set", () => {
  const named = (...nameServers: string[]) => networkIn({ ...NETWORK, nameServers }).existing["nameServers"];

  test("of a company are proposed, beside the resolver of the VPC too", () => {
    expect(named("10.200.0.2", "10.200.0.3")).toEqual(["10.200.0.2", "10.200.0.3"]);
    expect(named("AmazonProvidedDNS", "10.200.0.2")).toEqual(["10.200.0.2"]);
  });

  test.each([[["AmazonProvidedDNS"]], [["10.0.0.2"]], [["169.254.169.253"]], [[]]])(
    "%j are no key, since the resolver of the VPC answers",
    (servers) => {
      expect(named(...servers)).toBeUndefined();
    },
  );

  test("have a note about what they have to forward", () => {
    const { notes } = proposalOf({ ...NETWORK, nameServers: ["10.200.0.2"] });
    expect(notes.filter((note) => note.startsWith("network.existing.nameServers"))).toHaveLength(1);
  });
});
