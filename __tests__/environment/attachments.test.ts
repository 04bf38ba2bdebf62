import { formatPath } from "../../src/environment/problems";
import { environmentSchema } from "../../src/parts/environment-schema";
import { configWith } from "../support/environments";
import { rules } from "../../src/environment/rules/all";

/** Rule violations of a changed reference environment, as `path: expected`. */
function found(environment: string, change: object): string[] {
  return rules(configWith(environment, change)).map(
    ({ path, expected }) => `${formatPath(path)}: ${expected}`,
  );
}

const GATEWAY = { type: "transit-gateway", transitGatewayId: "tgw-0123456789abcdef0" };
const PEERING = { type: "peering", peerVpcId: "vpc-0123456789abcdef0" };
const attachments = (...list: object[]) => ({
  network: {
    attachments: list.map((each) => ({
      ...("type" in each ? {} : PEERING),
      name: "far",
      cidrs: ["10.96.0.0/24"],
      ...each,
    })),
  },
});

test("OPS-03 a transit gateway may route a range that contains the VPC", () => {
  expect(found("mlapp", attachments({ ...GATEWAY, cidrs: ["10.0.0.0/8"] }))).toEqual([]);
});

test.each<[string, object]>([
  ["two attachments", attachments({ ...GATEWAY, name: "one", cidrs: ["10.0.0.0/8"] }, { name: "two" })],
  [
    "two attachments, the narrower first",
    attachments({ name: "two" }, { ...GATEWAY, name: "one", cidrs: ["10.0.0.0/8"] }),
  ],
  ["one attachment", attachments({ name: "one", cidrs: ["172.24.0.0/16", "172.24.7.0/24"] })],
])("OPS-03 a range of %s may be in another, since the longest prefix decides", (_, change) => {
  expect(found("mlapp", change)).toEqual([]);
});

test.each<[string, string, object, string]>([
  [
    "two attachments have the same name",
    "mlapp",
    attachments({ name: "far" }, { ...GATEWAY, name: "far", cidrs: ["172.24.0.0/16"] }),
    "network.attachments[1].name: each name once",
  ],
  [
    "two attachments lead to the same VPC",
    "mlapp",
    attachments({ name: "one" }, { name: "two", cidrs: ["172.24.0.0/16"] }),
    "network.attachments[1].peerVpcId: another network than that of one, since AWS attaches a VPC to it once",
  ],
  [
    "two attachments lead to the same transit gateway",
    "mlapp",
    attachments({ ...GATEWAY, name: "one" }, { ...GATEWAY, name: "two", cidrs: ["172.24.0.0/16"] }),
    "network.attachments[1].transitGatewayId: another network than that of one, since AWS attaches a VPC to it once",
  ],
  [
    "a far range includes the internet",
    "mlapp",
    attachments({ cidrs: ["0.0.0.0/0"] }),
    "network.attachments[0].cidrs[0]: /8 or narrower, since a wider range includes the internet",
  ],
  [
    "a far range is half of the internet",
    "mlapp",
    attachments({ ...GATEWAY, cidrs: ["128.0.0.0/1"] }),
    "network.attachments[0].cidrs[0]: /8 or narrower, since a wider range includes the internet",
  ],
  [
    "the range of a peered VPC overlaps the VPC",
    "mlapp",
    attachments({ cidrs: ["10.0.0.0/8"] }),
    "network.attachments[0].cidrs[0]: a range that does not overlap the VPC's 10.48.0.0/16, as AWS requires of a peering connection",
  ],
  [
    "a range of a transit gateway is in the VPC",
    "mlapp",
    attachments({ ...GATEWAY, cidrs: ["10.48.96.0/24"] }),
    "network.attachments[0].cidrs[0]: a range outside the VPC's 10.48.0.0/16, or a wider one that contains it",
  ],
  [
    "a range of a transit gateway is that of the VPC",
    "mlapp",
    attachments({ ...GATEWAY, cidrs: ["10.48.0.0/16"] }),
    "network.attachments[0].cidrs[0]: a range outside the VPC's 10.48.0.0/16, or a wider one that contains it",
  ],
  [
    "two attachments have the same range",
    "mlapp",
    attachments({ ...GATEWAY, name: "one", cidrs: ["10.0.0.0/8", "10.96.0.0/24"] }, { name: "two" }),
    "network.attachments[1].cidrs[0]: a range that one does not have, since a table has one route to it",
  ],
  [
    "an existing network by names has an attachment",
    "retail-forecast-console",
    attachments({}),
    "network.attachments: none with network.existing by names, because Terraform creates nothing in that network",
  ],
])("OPS-03 a file is refused if %s", (_, environment, change, expected) => {
  expect(found(environment, change)).toEqual([expected]);
});

test.each([
  [{ ...PEERING, peerVpcId: "vpc-123" }, "peerVpcId"],
  [{ ...PEERING, peerAccount: "12345" }, "peerAccount"],
  [{ ...PEERING, peerRegion: "Frankfurt" }, "peerRegion"],
  [{ ...GATEWAY, transitGatewayId: "tgw-attach-0123456789abcdef0" }, "transitGatewayId"],
  [{ ...GATEWAY, name: "Head Office" }, "name"],
  [{ ...GATEWAY, cidrs: [] }, "cidrs"],
  [{ ...GATEWAY, cidrs: ["10.96.0.1/24"] }, "cidrs.0"],
])("OPS-03 %j is refused at %s", (attachment, path) => {
  const { issues } = environmentSchema.shape.network.safeParse(attachments(attachment).network).error ?? {
    issues: [],
  };
  expect(issues.map((issue) => issue.path.slice(2).join("."))).toEqual([path]);
});

describe("a default route to a transit gateway", () => {
  const central = (...list: object[]) => {
    const { network } = attachments(...list);
    return { network: { ...network, egress: "transit-gateway" } };
  };
  const one = { ...GATEWAY, name: "one" };
  const two = { ...GATEWAY, name: "two", transitGatewayId: "tgw-0123456789abcdef1" };

  test.each<[string, object]>([
    ["the only attachment", central({ ...one, cidrs: ["172.24.0.0/16"] })],
    [
      "the only attachment to a transit gateway",
      central({ name: "peer" }, { ...one, cidrs: ["172.24.0.0/16"] }),
    ],
    [
      "the attachment with 0.0.0.0/0",
      central({ ...one, cidrs: ["172.24.0.0/16"] }, { ...two, cidrs: ["0.0.0.0/0"] }),
    ],
  ])("leads to %s", (_, change) => {
    expect(found("mlapp", change)).toEqual([]);
  });

  test.each<[string, object]>([
    ["no attachment", central()],
    ["a peering connection alone", central({})],
    ["two attachments without 0.0.0.0/0", central(one, { ...two, cidrs: ["172.24.0.0/16"] })],
  ])("is refused with %s", (_, change) => {
    expect(found("mlapp", change)).toEqual([
      "network.egress: an attachment to a transit gateway, and of several the one with 0.0.0.0/0 in its cidrs",
    ]);
  });

  test("is refused to a peering connection, which leads to one VPC alone", () => {
    expect(found("mlapp", central(one, { name: "peer", cidrs: ["0.0.0.0/0"] }))).toEqual([
      "network.attachments[1].cidrs[0]: /8 or narrower, since a wider range includes the internet",
    ]);
  });

  test("is refused without the egress, with the key as its fix and no other error of endpoints", () => {
    const network = {
      vpcCidr: "10.81.0.0/19",
      egress: "none",
      endpoints: { interfaces: false },
      attachments: [{ ...one, cidrs: ["0.0.0.0/0"] }],
    };
    const fixes = rules(
      configWith("mlapp", { network: { ...network, zones: ["a", "b"], privateSubnets: {} } }),
    )
      .filter(({ path }) => path[0] === "network")
      .map(({ path, fix }) => `${formatPath(path)}: ${fix}`);
    expect(fixes).toEqual([
      "network.attachments[0].cidrs[0]: set network.egress: transit-gateway, with which the default route leads there, or list the ranges of the other network",
    ]);
  });
});
