import { problemsOfKeys } from "../support/minimal-file";

const network = (keys: object) => ({ network: { podCidr: "100.64.0.0/16", ...keys } });
const ATTACHMENT = { name: "hub", cidrs: ["10.60.0.0/16"] };
const GATEWAY = { ...ATTACHMENT, type: "transit-gateway", transitGatewayId: "tgw-0123456789abcdef0" };
const PEERING = {
  ...ATTACHMENT,
  type: "peering",
  peerVpcId: "vpc-0123456789abcdef0",
  peerAccount: "999988887777",
};
const EXISTING = {
  privateSubnets: { cidrs: ["10.0.0.0/20", "10.0.16.0/20"] },
  existing: {
    vpcId: "vpc-0123456789abcdef0",
    privateSubnetIds: ["subnet-0aaaaaaaaaaaaaaa0", "subnet-0bbbbbbbbbbbbbbb0"],
  },
};

const PLANNED = {
  privateSubnets: { cidrs: ["10.4.0.0/26", "10.4.0.64/26"] },
  publicSubnets: { cidrs: ["10.4.0.128/27", "10.4.0.160/27"] },
};

describe("network.podCidr is accepted", () => {
  test.each<[string, object]>([
    ["in the shared address space", network({})],
    [
      "in the private range of the VPC",
      network({ vpcCidr: "10.4.0.0/24", ...PLANNED, podCidr: "10.200.0.0/16" }),
    ],
    ["beside a VPC of the shared address space", network({ vpcCidr: "100.72.0.0/16" })],
    [
      "where the organization routes the whole address space",
      network({ attachments: [{ ...GATEWAY, cidrs: ["100.64.0.0/10"] }] }),
    ],
    [
      "with an eighth for each zone that is a /28",
      network({ podCidr: "100.64.0.0/25", zones: ["a", "b", "c"] }),
    ],
    ["beside a peering", network({ attachments: [PEERING] })],
  ])("%s", (_, keys) => {
    expect(problemsOfKeys(keys)).toEqual([]);
  });
});

describe("network.podCidr fails", () => {
  test.each<[string, object, string]>([
    [
      "wider than a range of a VPC",
      network({ podCidr: "100.64.0.0/15" }),
      "got 100.64.0.0/15, expected a range from /16 to /25",
    ],
    [
      "narrower than an eighth can be",
      network({ podCidr: "100.64.0.0/26" }),
      "got 100.64.0.0/26, expected a range from /16 to /25",
    ],
    [
      "that overlaps the VPC",
      network({ podCidr: "10.0.128.0/17" }),
      "expected a range that does not overlap network.vpcCidr, 10.0.0.0/16",
    ],
    [
      "of another private range than the VPC",
      network({ podCidr: "192.168.0.0/16" }),
      "expected a range in 10.0.0.0/8, as network.vpcCidr, or in 100.64.0.0/10",
    ],
    [
      "of the internet",
      network({ podCidr: "203.0.112.0/20" }),
      "expected a range in 10.0.0.0/8, as network.vpcCidr, or in 100.64.0.0/10",
    ],
    [
      "of the internet, as the VPC",
      network({ vpcCidr: "198.18.0.0/16", podCidr: "198.19.0.0/16" }),
      "expected a range in 100.64.0.0/10",
    ],
    [
      "that AWS refuses beside a VPC in 10.0.0.0/15",
      network({ vpcCidr: "10.0.0.0/17", podCidr: "10.0.128.0/17" }),
      "expected a range outside of 10.0.0.0/16",
    ],
    [
      "in the range of default VPCs",
      network({ vpcCidr: "172.20.0.0/16", podCidr: "172.31.0.0/16" }),
      "expected a range outside of 172.31.0.0/16",
    ],
    ["in an existing network", network({ ...EXISTING }), "expected no range with network.existing"],
  ])("%s", (_, keys, problem) => {
    expect(problemsOfKeys(keys)).toContainEqual(
      expect.stringMatching(new RegExp(`network\\.podCidr.*${problem.replaceAll(".", "\\.")}`)),
    );
  });

  test.each<[string, object, string]>([
    [
      "with a peering to a network with the same range",
      network({ attachments: [{ ...PEERING, cidrs: ["100.64.128.0/24"] }] }),
      "network.attachments[0].cidrs[0]: got 100.64.128.0/24, expected a range that does not overlap the VPC's 100.64.0.0/16, as AWS requires of a peering connection",
    ],
    [
      "with a route to a part of the range",
      network({ attachments: [{ ...GATEWAY, cidrs: ["100.64.128.0/24"] }] }),
      "network.attachments[0].cidrs[0]: got 100.64.128.0/24, expected a range outside the VPC's 100.64.0.0/16",
    ],
    [
      "with a hub in the range",
      network({ attachments: [GATEWAY], endpoints: { hub: { cidrs: ["100.64.0.0/24"] } } }),
      "network.endpoints.hub.cidrs[0]: got 100.64.0.0/24, expected a range outside of the VPC",
    ],
    [
      "with Services in the range",
      {
        ...network({ vpcCidr: "172.20.0.0/16", podCidr: "172.24.0.0/16" }),
        cluster: { admins: ["arn:aws:iam::111122223333:role/platform-admin"], serviceCidr: "172.24.0.0/20" },
      },
      "cluster.serviceCidr",
    ],
    [
      "with a type of unknown interfaces",
      {
        ...network({}),
        cluster: {
          admins: ["arn:aws:iam::111122223333:role/platform-admin"],
          nodeGroups: { general: { instanceTypes: ["m7i-flex.large"] } },
        },
      },
      "expected a type whose number of addresses is known, with network.podCidr",
    ],
  ])("%s", (_, keys, problem) => {
    expect(problemsOfKeys(keys).join("\n")).toContain(problem);
  });
});

test("rules of security groups name the range of pods as one of the VPC", () => {
  const extraRules = [
    {
      group: "nodes",
      direction: "egress",
      peer: "100.64.0.0/16",
      port: 5432,
      reason: "databases in the cluster",
    },
  ];
  expect(problemsOfKeys(network({ extraRules }))).toEqual([]);
});

/** A range in the address space of the organization, whose transit gateway does not lead to pods. */
const INSIDE = {
  podCidr: "10.66.0.0/16",
  attachments: [{ ...GATEWAY, cidrs: ["10.0.0.0/8"] }],
};
const privateHost = (cidrs: string[]) => ({ cidrs, resolvedBy: "resolver-rule" });
const repository = { url: "https://git.bank.example/ml/models.git", path: "prod" };
const extraRule = (direction: string, peer: string) => ({
  extraRules: [{ group: "nodes", direction, peer, port: 5432, reason: "database" }],
});

describe("a server in the range of pods is refused, since packets to it stay in the VPC", () => {
  test.each<[string, object, string]>([
    [
      "a proxy",
      {
        ...network(INSIDE),
        components: { "https-proxy": { url: "http://proxy.bank.example:3128", cidrs: ["10.66.8.0/28"] } },
      },
      "components.https-proxy.cidrs[0]: got 10.66.8.0/28",
    ],
    [
      "the server of a repository",
      {
        ...network(INSIDE),
        components: {
          "argo-cd": { repository, privateHost: privateHost(["10.64.0.0/28", "10.66.10.0/28"]) },
        },
      },
      "components.argo-cd.privateHost.cidrs[1]: got 10.66.10.0/28",
    ],
    [
      "a server of an extra rule",
      network({ ...INSIDE, ...extraRule("egress", "10.66.1.0/24") }),
      "network.extraRules[0].peer: got 10.66.1.0/24",
    ],
    [
      "a client of an extra rule",
      network({ ...INSIDE, ...extraRule("ingress", "10.66.1.0/24") }),
      "network.extraRules[0].peer: got 10.66.1.0/24",
    ],
  ])("%s", (_, keys, problem) => {
    expect(problemsOfKeys(keys).join("\n")).toContain(problem);
  });

  test("ranges that hold that of pods can have other servers", () => {
    expect(problemsOfKeys(network({ ...INSIDE, ...extraRule("egress", "10.0.0.0/8") }))).toEqual([]);
  });
});
