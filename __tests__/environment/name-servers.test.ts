import { problemsOfKeys } from "../support/minimal-file";

const ATTACHMENT = {
  type: "transit-gateway",
  name: "company",
  transitGatewayId: "tgw-0123456789abcdef0",
  cidrs: ["10.200.0.0/16"],
};

const existing = (nameServers: unknown, network: object = {}, keys: object = {}) => ({
  network: {
    privateSubnets: { cidrs: ["10.0.0.0/20", "10.0.16.0/20"] },
    attachments: [{ ...ATTACHMENT, attachmentId: "tgw-attach-0123456789abcdef0" }],
    existing: {
      vpcId: "vpc-0123456789abcdef0",
      privateSubnetIds: ["subnet-0aaaaaaaaaaaaaaa0", "subnet-0bbbbbbbbbbbbbbb0"],
      nameServers,
      ...keys,
    },
    ...network,
  },
});

describe("network.existing.nameServers is accepted", () => {
  test.each<[string, object]>([
    ["behind an attachment", existing(["10.200.0.2", "10.200.1.2"])],
    ["in the VPC", existing(["10.0.64.10"], { attachments: [] })],
    [
      "behind the default route to a transit gateway",
      existing(["10.201.0.2"], { egress: "transit-gateway" }),
    ],
  ])("%s", (_, keys) => {
    expect(problemsOfKeys(keys)).toEqual([]);
  });
});

describe("network.existing.nameServers fails", () => {
  const at = "network.existing.nameServers";
  test.each<[string, object, string]>([
    [
      "without a route",
      existing(["10.200.0.2", "10.201.0.2"]),
      `${at}[1]: got 10.201.0.2, expected an address in network.vpcCidr or in cidrs of network.attachments`,
    ],
    [
      "with the resolver of the VPC",
      existing(["10.200.0.2", "10.0.0.2"]),
      `${at}[1]: got 10.0.0.2, expected a name server of the company, not the resolver of the VPC`,
    ],
    [
      "with the link-local resolver of the VPC",
      existing(["169.254.169.253"]),
      `${at}[0]: got 169.254.169.253, expected a name server of the company`,
    ],
    ["with a range", existing(["10.200.0.0/24"]), `${at}[0]: got 10.200.0.0/24, expected an IPv4 address`],
    [
      "with a name",
      existing(["AmazonProvidedDNS"]),
      `${at}[0]: got AmazonProvidedDNS, expected an IPv4 address`,
    ],
    ["with an address of IPv6", existing(["fd00::2"]), `${at}[0]: got fd00::2, expected an IPv4 address`],
    ["with none", existing([]), "expected at least one name server"],
    [
      "with more than AWS allows",
      existing(["10.200.0.2", "10.200.0.3", "10.200.0.4", "10.200.0.5", "10.200.0.6"]),
      at,
    ],
    [
      "with one twice",
      existing(["10.200.0.2", "10.200.0.2"]),
      `${at}[1]: got 10.200.0.2, expected each entry`,
    ],
    [
      "in a network by names",
      existing(
        ["10.0.64.10"],
        { attachments: [] },
        {
          vpcId: undefined,
          privateSubnetIds: undefined,
          endpoints: ["s3"],
          rules: [],
        },
      ),
      "network.existing.vpcId: got nothing, beside nameServers",
    ],
  ])("%s", (_, keys, problem) => {
    expect(problemsOfKeys(keys)).toEqual([expect.stringContaining(problem)]);
  });

  test("beside a rule of the file that it makes already", () => {
    const rule = { group: "nodes", direction: "egress", peer: "10.200.0.2/32", port: 53, reason: "names" };
    expect(problemsOfKeys(existing(["10.200.0.2"], { extraRules: [rule] }))).toEqual([
      expect.stringContaining("network.extraRules[0]"),
    ]);
  });
});
