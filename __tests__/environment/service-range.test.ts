import { folderOf, gatewayTo, organizationEnvironment, problemsIn } from "../support/environment-folders";

/** Problems of one environment with the range of a network behind a transit gateway. */
const problems = (range: string, network: object = {}, serviceCidr?: string): string[] => {
  const environment = organizationEnvironment(range, network);
  const cluster = {
    ...(environment["cluster"] as object),
    ...(serviceCidr === undefined ? {} : { serviceCidr }),
  };
  return problemsIn(folderOf({ shop: { ...environment, cluster } }));
};

const GATEWAY_RANGES = (...cidrs: string[]) => ({
  attachments: [{ ...gatewayTo("10.200.0.0/16"), cidrs: ["10.200.0.0/16", ...cidrs] }],
});

const ALL_PRIVATE = GATEWAY_RANGES(
  "172.16.0.0/12",
  "192.168.0.0/16",
  "10.0.0.0/9",
  "10.128.0.0/10",
).attachments;

describe("the range that EKS takes without a key", () => {
  test("is refused where a network behind an attachment has it", () => {
    const [problem, ...more] = problems("172.20.0.0/16");
    expect(problem).toContain("shop.yaml cluster.serviceCidr: nothing, with which EKS takes 172.20.0.0/16");
    expect(problem).toContain("172.20.0.0/16 of network.attachments[0].cidrs[0]");
    expect(problem).toMatch(/cluster\.serviceCidr: (172\.16|10\.100)\.0\.0\/16/);
    expect(more).toEqual([]);
  });

  test("is accepted where clients of the load balancer alone have it", () => {
    const environment = organizationEnvironment("10.200.0.0/16", {});
    const entry = { ...(environment["entry"] as object), clientCidrs: ["10.200.0.0/16", "172.20.0.0/16"] };
    expect(problemsIn(folderOf({ shop: { ...environment, entry } }))).toEqual([]);
  });

  test.each([
    ["10.200.0.0/16", "172.20.0.0/16"],
    ["10.200.0.0/16", "192.168.0.0/20"],
  ])("is 10.100.0.0/16 beside a network of %s where the VPC has %s", (range, vpcCidr) => {
    const network = { vpcCidr, ...(vpcCidr.endsWith("/20") ? SUBNETS : {}) };
    expect(problems(range, network)).toEqual([]);
    expect(problems("10.100.0.0/16", network)).toEqual([expect.stringContaining("EKS takes 10.100.0.0/16")]);
  });

  test.each<[string, object, string]>([
    ["a part of it", GATEWAY_RANGES("172.20.7.0/24"), "172.20.7.0/24 of network.attachments[0].cidrs[1]"],
    ["a wider range", GATEWAY_RANGES("172.16.0.0/12"), "172.16.0.0/12 of network.attachments[0].cidrs[1]"],
    [
      "the peer of an extra rule",
      {
        ...GATEWAY_RANGES("172.20.0.0/15"),
        extraRules: [
          { group: "nodes", direction: "egress", peer: "172.20.9.0/24", port: 5432, reason: "database" },
        ],
      },
      "172.20.0.0/15",
    ],
  ])("is refused where %s is routed", (_, network, range) => {
    expect(problems("10.200.0.0/16", network)).toEqual([expect.stringContaining(range)]);
  });
});

const SUBNETS = {
  publicSubnets: { cidrs: ["192.168.8.0/24", "192.168.9.0/24"] },
  privateSubnets: { cidrs: ["192.168.0.0/22", "192.168.4.0/22"] },
};

describe("cluster.serviceCidr", () => {
  test.each(["172.16.0.0/12", "192.168.0.0/16", "10.99.0.0/24", "172.31.255.0/24", "10.96.0.0/12"])(
    "may be %s",
    (serviceCidr) => {
      expect(problems("10.200.0.0/16", {}, serviceCidr)).toEqual([]);
    },
  );

  test.each([
    ["10.99.0.0/25", "/24"],
    ["10.0.0.0/11", "/12"],
    ["100.64.0.0/16", "10.0.0.0/8"],
    ["192.160.0.0/12", "10.0.0.0/8"],
    ["172.32.0.0/16", "10.0.0.0/8"],
    ["10.99.0.1/24", "host bits"],
    ["fd00::/108", "IPv4"],
  ])("may not be %s", (serviceCidr, expected) => {
    expect(problems("10.200.0.0/16", {}, serviceCidr)).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    ["10.0.0.0/16", "10.0.0.0/16 of network.vpcCidr"],
    ["10.0.5.0/24", "10.0.0.0/16 of network.vpcCidr"],
    ["10.0.0.0/12", "10.0.0.0/16 of network.vpcCidr"],
    ["10.200.3.0/24", "10.200.0.0/16 of network.attachments[0].cidrs[0]"],
  ])("may not be %s, which meets %s", (serviceCidr, met) => {
    const found = problems("10.200.0.0/16", {}, serviceCidr);
    expect(found).toEqual([expect.stringContaining(`cluster.serviceCidr: "${serviceCidr}"`)]);
    expect(found[0]).toContain(met);
  });

  test("accepts what the message proposes", () => {
    const [problem = ""] = problems("172.20.0.0/16");
    const [, proposed] = /cluster\.serviceCidr: (\d[\d./]+)/.exec(problem.slice(problem.indexOf(";"))) ?? [];
    expect(proposed).toBeDefined();
    expect(problems("172.20.0.0/16", {}, proposed)).toEqual([]);
  });

  test("is free beside an attachment that has the range that EKS takes", () => {
    expect(problems("172.20.0.0/16", {}, "172.21.0.0/16")).toEqual([]);
  });

  test("may be a part of a wider route where all private ranges are routed", () => {
    const network = {
      vpcCidr: "10.192.0.0/16",
      attachments: ALL_PRIVATE.map((each) => ({
        ...each,
        cidrs: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
      })),
    };
    expect(problems("10.200.0.0/16", network)).toEqual([expect.stringContaining("that no network uses")]);
    expect(problems("10.200.0.0/16", network, "172.30.0.0/16")).toEqual([]);
    expect(problems("10.200.0.0/16", network, "172.16.0.0/12")).toHaveLength(1);
  });
});
