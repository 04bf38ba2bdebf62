import { problemsOfKeys } from "../support/minimal-file";

const GATEWAY = {
  type: "transit-gateway",
  name: "hub",
  transitGatewayId: "tgw-0123456789abcdef0",
  cidrs: ["10.255.0.0/16"],
};
const HUB = { cidrs: ["10.255.0.0/24", "10.255.1.0/24"], profileId: "rp-0123456789abcdef" };

const network = (change: { hub?: object; endpoints?: object; [key: string]: unknown } = {}) => {
  const { hub, endpoints, ...others } = change;
  return {
    network: { attachments: [GATEWAY], ...others, endpoints: { hub: { ...HUB, ...hub }, ...endpoints } },
  };
};
const BY_IDS = {
  privateSubnets: { cidrs: ["10.0.0.0/20", "10.0.16.0/20"] },
  attachments: [{ ...GATEWAY, attachmentId: "tgw-attach-0123456789abcdef0" }],
};
const EXISTING = {
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0aaaaaaaaaaaaaaa0", "subnet-0bbbbbbbbbbbbbbb0"],
};

describe("network.endpoints.hub is accepted", () => {
  test("with ranges that an attachment routes, and a profile", () => {
    expect(problemsOfKeys(network())).toEqual([]);
  });

  test("without a profile, where the owner of the hub associates its zones", () => {
    expect(problemsOfKeys(network({ hub: { profileId: undefined } }))).toEqual([]);
  });

  test("with ranges that a default route to a transit gateway covers", () => {
    const attachments = [{ ...GATEWAY, cidrs: ["10.60.0.0/16"] }];
    expect(problemsOfKeys(network({ egress: "transit-gateway", attachments }))).toEqual([]);
  });

  test("in a network by ids that has the S3 gateway endpoint alone", () => {
    const existing = { ...EXISTING, endpointIds: { s3: "vpce-0123456789abcdef0" } };
    expect(problemsOfKeys(network({ ...BY_IDS, existing }))).toEqual([]);
  });
});

test("a mistake elsewhere is the only problem of a hub behind the default route", () => {
  const attachments = [{ ...GATEWAY, cidrs: ["10.60.0.0/16"] }];
  const keys = network({ egress: "transit-gateway", attachments, networkAcls: "x" });
  expect(problemsOfKeys(keys)).toEqual([expect.stringContaining("network.networkAcls")]);
});

describe("network.endpoints.hub fails", () => {
  test("behind a peering connection to another region, whose endpoints answer for that region", () => {
    const peer = {
      type: "peering",
      name: "hub",
      peerVpcId: "vpc-0123456789abcdef0",
      cidrs: ["10.255.0.0/16"],
    };
    expect(problemsOfKeys(network({ attachments: [{ ...peer, peerRegion: "eu-central-1" }] }))).toEqual([
      expect.stringContaining(
        "network.endpoints.hub.cidrs[0]: got 10.255.0.0/24, expected a range in the region",
      ),
      expect.stringContaining("network.endpoints.hub.cidrs[1]"),
    ]);
    expect(problemsOfKeys(network({ attachments: [peer] }))).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      "with a range that no attachment routes",
      network({ hub: { cidrs: ["10.255.0.0/24", "10.254.0.0/24"] } }),
      "network.endpoints.hub.cidrs[1]: got 10.254.0.0/24, expected a range in cidrs of network.attachments",
    ],
    [
      "without any attachment",
      network({ attachments: [], hub: { cidrs: ["10.255.0.0/24"] } }),
      "network.endpoints.hub.cidrs[0]: got 10.255.0.0/24, expected a range in cidrs of network.attachments",
    ],
    [
      "with a range in the VPC",
      network({ hub: { cidrs: ["10.0.64.0/24"] } }),
      "network.endpoints.hub.cidrs[0]: got 10.0.64.0/24, expected a range outside of the VPC",
    ],
    ["without a range", network({ hub: { cidrs: [] } }), "expected at least one range"],
    [
      "with a range twice",
      network({ hub: { cidrs: ["10.255.0.0/24", "10.255.0.0/25"] } }),
      "network.endpoints.hub.cidrs[1]: got 10.255.0.0/25, expected a range that does not overlap 10.255.0.0/24",
    ],
    [
      "with the id of something else",
      network({ hub: { profileId: "rpassoc-0123456789abcdef" } }),
      "network.endpoints.hub.profileId",
    ],
    [
      "with interfaces: false",
      network({ egress: "single-nat", endpoints: { interfaces: false } }),
      "network.endpoints.interfaces: got false, expected true with hub",
    ],
    [
      "with the endpoint of SageMaker",
      network({ endpoints: { sagemakerRuntime: true } }),
      "network.endpoints.sagemakerRuntime: got true, expected false with hub, which leaves no interface endpoint",
    ],
    [
      "with the VPC admitted to endpoints",
      network({ endpoints: { admitVpcCidr: true } }),
      "network.endpoints.admitVpcCidr: got true, expected false with hub, which leaves no interface endpoint",
    ],
    [
      "in a network by ids with interface endpoints of its own",
      network({
        ...BY_IDS,
        existing: {
          ...EXISTING,
          endpointIds: { s3: "vpce-0123456789abcdef0", sts: "vpce-0123456789abcdef1" },
        },
      }),
      "network.existing.endpointIds.sts: got",
    ],
    [
      "in a network by names",
      network({
        attachments: [],
        privateSubnets: { cidrs: ["10.0.0.0/20", "10.0.16.0/20"] },
        existing: { endpoints: ["s3"], rules: [] },
      }),
      "network.endpoints.hub: got",
    ],
  ])("%s", (_, change, problem) => {
    expect(problemsOfKeys(change)).toEqual([expect.stringContaining(problem)]);
  });

  test("with a training VPC, whose jobs use endpoints of this VPC", () => {
    const components = {
      "training-vpc": { attachment: "hub", services: ["sts"], cidrs: ["10.255.0.0/24"], dns: "resolver" },
    };
    expect(problemsOfKeys({ ...network(), components })).toEqual([
      expect.stringContaining("network.endpoints.hub"),
    ]);
  });

  test("with a permission of a service that has no endpoint, as with endpoints of the VPC", () => {
    const permission = {
      actions: ["route53:ListHostedZones"],
      resources: ["*"],
      reason: "it has no resources",
    };
    const models = [{ name: "fraud", image: { tag: "1.0.0" }, permissions: [permission] }];
    const [problem] = problemsOfKeys({ ...network(), models });
    expect(problem).toContain("a service with a VPC endpoint");
  });
});
