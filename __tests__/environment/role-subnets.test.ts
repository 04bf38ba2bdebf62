import { ROLE_SUBNETS, ROLE_SUBNET_IDS } from "../support/role-subnets";
import { problemsOfKeys } from "../support/minimal-file";

/** Services with an interface endpoint that the minimal file calls. */
const CALLED = ["ecr.api", "ecr.dkr", "ec2", "sts", "elasticloadbalancing"];
const INTERNAL = { type: "ingress", scheme: "internal", httpOnly: true };
const file = (network: object, entry: object = INTERNAL) => ({
  network: { ...ROLE_SUBNETS, ...network },
  entry,
});
const existing = (ids: object) => ({ existing: { ...ROLE_SUBNET_IDS, ...ids } });

describe("subnets by role are accepted", () => {
  test.each<[string, object]>([
    ["in a new VPC", file({})],
    ["one role alone", file({ loadBalancerSubnets: undefined, endpointSubnets: undefined })],
    ["beside a range of pods", file({ podCidr: "100.64.0.0/16" })],
    ["in an existing VPC by ids", file(existing({}))],
    [
      "in an existing VPC with an endpoint that exists",
      file(existing({ endpointIds: { sts: "vpce-0123456789abcdef0" } })),
    ],
  ])("%s", (_, keys) => {
    expect(problemsOfKeys(keys)).toEqual([]);
  });
});

describe("subnets by role fail", () => {
  test.each<[string, object, string]>([
    [
      "with a range for one of two zones",
      file({ controlPlaneSubnets: { cidrs: ["10.40.3.0/28"] } }),
      "network.controlPlaneSubnets.cidrs: got 1 range, expected 2 ranges, one for each zone: a, b",
    ],
    [
      "outside of the VPC",
      file({ endpointSubnets: { cidrs: ["10.40.3.64/27", "10.41.3.96/27"] } }),
      "network.endpointSubnets.cidrs[1]: got 10.41.3.96/27, expected a range inside the VPC's 10.40.0.0/22",
    ],
    [
      "over the subnets of nodes",
      file({ controlPlaneSubnets: { cidrs: ["10.40.0.0/28", "10.40.3.16/28"] } }),
      "network.controlPlaneSubnets.cidrs[0]: got 10.40.0.0/28, expected a range that does not overlap 10.40.0.0/24",
    ],
    [
      "with a load balancer in a /28",
      file({ loadBalancerSubnets: { cidrs: ["10.40.2.0/28", "10.40.2.32/27"] } }),
      "network.loadBalancerSubnets.cidrs[0]: got 10.40.2.0/28, expected /27 or wider, as an ALB requires",
    ],
    [
      "beside planned subnets of nodes",
      file({ privateSubnets: {} }),
      "network.privateSubnets.cidrs: got nothing, expected",
    ],
    [
      "of load balancers that are in public subnets",
      file(
        {},
        { type: "ingress", scheme: "internet-facing", httpOnly: true, clientCidrs: ["203.0.113.0/24"] },
      ),
      "network.loadBalancerSubnets: got a mapping, expected none with entry.scheme internet-facing",
    ],
    [
      "of endpoints in a VPC that calls those of a hub",
      file({
        attachments: [
          {
            type: "transit-gateway",
            name: "hub",
            transitGatewayId: "tgw-0123456789abcdef0",
            cidrs: ["10.60.0.0/16"],
          },
        ],
        endpoints: { hub: { cidrs: ["10.60.0.0/24"] } },
      }),
      "network.endpointSubnets: got a mapping, expected none with",
    ],
    [
      "with ids of subnets whose ranges the file does not have",
      file({ endpointSubnets: undefined, ...existing({}) }),
      "network.endpointSubnets: got nothing, expected the ranges of existing.endpointSubnetIds",
    ],
    [
      "in an existing VPC without ids",
      file(existing({ controlPlaneSubnetIds: undefined })),
      "network.existing.controlPlaneSubnetIds: got nothing, expected",
    ],
    [
      "in an existing VPC with one id for two zones",
      file(existing({ controlPlaneSubnetIds: ["subnet-0aaaaaaaaaaaaaaa2"] })),
      "network.existing.controlPlaneSubnetIds: got 1 id, expected 2 ids, one for each zone: a, b",
    ],
    [
      "in an existing VPC with the subnet of nodes",
      file(existing({ controlPlaneSubnetIds: [...ROLE_SUBNET_IDS.privateSubnetIds] })),
      "network.existing.controlPlaneSubnetIds[0]: got subnet-0aaaaaaaaaaaaaaa0, expected each subnet once",
    ],
    [
      "of endpoints that all exist, so that none is created",
      file(
        existing({
          endpointIds: Object.fromEntries(
            CALLED.map((service, index) => [service, `vpce-0123456789abcdef${index}`]),
          ),
        }),
      ),
      "network.endpointSubnets: got a mapping, expected none where each interface endpoint that is called has an id",
    ],
    [
      "in an existing network by names",
      file({
        existing: { endpoints: [], rules: [] },
        loadBalancerSubnets: undefined,
        endpointSubnets: undefined,
      }),
      "network.controlPlaneSubnets: got a mapping, expected none in a network by names",
    ],
  ])("%s", (_, keys, problem) => {
    expect(problemsOfKeys(keys).join("\n")).toContain(problem);
  });
});
