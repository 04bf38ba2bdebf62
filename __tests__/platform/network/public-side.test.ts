import fc from "fast-check";
import { type StackJson } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { RETAIL } from "../network-stack";
import { needsPublicSubnet } from "../../../src/environment/values/subnet-plan";

const INTERNAL = { entry: { scheme: "internal" } };

/** Addresses of the public side: gateways, and the subnets, routes and ACLs of the public tier. */
const publicSide = (stack: StackJson): string[] =>
  stack
    .resources()
    .map(({ address }) => address)
    .filter((address) => /(internet|nat)_gateway|\.public|_eip/.test(address));

describe("an internal entry without NAT", () => {
  test.each([
    [RETAIL, { ...INTERNAL, network: { networkAcls: true } }],
    ["retail-forecast-option-b", INTERNAL],
    ["mlapp", { ...INTERNAL, network: { egress: "none" } }],
    ["ml-inference-prod", { network: { egress: "none" } }],
  ])("NET-04 %s has no internet gateway and no public subnets, routes or ACLs", (environment, change) => {
    expect(publicSide(planWith(environment, change).stack("network"))).toEqual([]);
  });

  test("OUT-01 has no output of public subnets, because there are none", () => {
    const { outputs } = planWith(RETAIL, INTERNAL).stack("network");
    expect(Object.keys(outputs)).toContain("private_workload_subnet_ids");
    expect(Object.keys(outputs)).not.toContain("public_alb_subnet_ids");
  });

  test("has its load balancer in the private subnets", () => {
    const ingress = planWith(RETAIL, INTERNAL).stack("models").find("kubernetes_ingress_v1.models");
    expect(JSON.stringify(ingress?.config)).toContain("outputs.private_workload_subnet_ids");
  });

  test("keeps the ranges of the private subnets, planned or given", () => {
    const cidrs = (environment: string, change: object) =>
      ["private_a", "private_b"].map(
        (name) =>
          planWith(environment, change).stack("network").find(`aws_subnet.${name}`)?.config["cidr_block"],
      );
    expect(cidrs(RETAIL, INTERNAL)).toEqual(["10.0.101.0/24", "10.0.102.0/24"]);
    expect(cidrs("ml-inference-prod", { network: { egress: "none" } })).toEqual(
      cidrs("ml-inference-prod", {}),
    );
  });

  test("accepts a VPC that is too small for planned public subnets", () => {
    const network = {
      egress: "none",
      vpcCidr: "10.0.0.0/22",
      privateSubnets: { cidrs: ["10.0.0.0/24", "10.0.1.0/24"] },
    };
    expect(publicSide(planWith("ml-inference-prod", { network }).stack("network"))).toEqual([]);
  });

  test("DATA-01 looks up no public subnets in an existing network", () => {
    const subnets = (change: object) =>
      planWith("retail-forecast-console", change)
        .stack("network")
        .dataSources("aws_subnet")
        // All subnets of the VPC are read for the endpoints.
        .flatMap(({ name }) => (name === "vpc" ? [] : [name]));
    expect(subnets({})).toEqual(["private_a", "private_b", "public_a", "public_b"]);
    const given = { network: { publicSubnets: { cidrs: null } } };
    expect(subnets({ ...INTERNAL, ...given })).toEqual(["private_a", "private_b"]);
    expect(subnets({ ...INTERNAL, network: { ...given.network, egress: "single-nat" } })).toEqual([
      "private_a",
      "private_b",
    ]);
  });
});

test("EKS-07 a single NAT gateway of an internal entry has one public subnet, in its zone", () => {
  expect(publicSide(planWith("mlapp", INTERNAL).stack("network")).sort()).toEqual([
    "aws_eip.nat_main",
    "aws_internet_gateway.internet",
    "aws_nat_gateway.main",
    "aws_route.public_internet",
    "aws_route_table.public",
    "aws_route_table_association.public_a",
    "aws_subnet.public_a",
  ]);
});

test("a zone needs a public subnet exactly for an internet-facing entry or a NAT gateway in it", () => {
  const egress = fc.constantFrom("none", "single-nat", "nat-per-az");
  const scheme = fc.constantFrom("internal", "internet-facing");
  fc.assert(
    fc.property(egress, scheme, fc.nat({ max: 5 }), (way, side, index) => {
      const config = configWith("mlapp", { network: { egress: way }, entry: { scheme: side } });
      const natZones = { none: 0, "single-nat": 1, "nat-per-az": 6 }[way];
      expect(needsPublicSubnet(config, index)).toBe(side === "internet-facing" || index < (natZones ?? 0));
    }),
    { numRuns: 40 },
  );
});
