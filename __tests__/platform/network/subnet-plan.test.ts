import fc from "fast-check";
import { NARROWEST_PLANNED_VPC, planSubnets } from "../../../src/environment/values/subnet-plan";
import { type Environment } from "../../../src/environment/environment";
import { zonesOf } from "../../../src/environment/zones";
import { configWith } from "../../support/environments";
import { contains, overlaps, prefixLength, subnetOf } from "../../../src/base/cidr";

/** VPC ranges for planned subnets, and the number of zones. */
const vpc = fc
  .record({
    prefix: fc.integer({ min: 16, max: NARROWEST_PLANNED_VPC.withPublic }),
    place: fc.nat({ max: 255 }),
  })
  .map(({ prefix, place }) => subnetOf("10.0.0.0/8", prefix, place));
const zones = fc.integer({ min: 2, max: 6 });

test("NET-02 NET-03 planned subnets are within the VPC and do not overlap", () => {
  fc.assert(
    fc.property(vpc, zones, (cidr, count) => {
      const { publicCidrs, privateCidrs } = planSubnets(cidr, count);
      const all = [...publicCidrs, ...privateCidrs];
      expect(all).toHaveLength(2 * count);
      expect(all.filter((subnet) => !contains(cidr, subnet))).toEqual([]);
      expect(
        all.filter((subnet, index) => all.slice(index + 1).some((other) => overlaps(subnet, other))),
      ).toEqual([]);
    }),
  );
});

test("NET-02 NET-03 an additional zone moves no subnet", () => {
  fc.assert(
    fc.property(vpc, fc.integer({ min: 2, max: 5 }), (cidr, count) => {
      const before = planSubnets(cidr, count);
      const after = planSubnets(cidr, count + 1);
      expect(after.publicCidrs.slice(0, count)).toEqual(before.publicCidrs);
      expect(after.privateCidrs.slice(0, count)).toEqual(before.privateCidrs);
    }),
  );
});

test("NET-03 a private subnet of the narrowest VPC holds the addresses that EKS needs, and overlaps no other", () => {
  const { privateCidrs } = planSubnets("10.0.0.0/24", 6);
  expect(privateCidrs).toEqual([
    "10.0.0.0/27",
    "10.0.0.32/27",
    "10.0.0.64/27",
    "10.0.0.96/27",
    "10.0.0.128/27",
    "10.0.0.160/27",
  ]);
});

test("NET-03 a VPC that is too narrow for a plan has the ranges of its file", () => {
  const cidrs = ["10.60.7.0/27", "10.60.7.32/27"];
  const config = configWith("ml-inference-prod", {
    network: { vpcCidr: "10.60.7.0/26", zones: ["a", "b"], privateSubnets: { cidrs } },
  });
  const environment = { config } as Environment;
  expect(zonesOf(environment).map(({ privateCidr }) => privateCidr)).toEqual(cidrs);
});

test("NET-02 a planned public subnet is wide enough for an ALB", () => {
  fc.assert(
    fc.property(vpc, (cidr) =>
      planSubnets(cidr, 6).publicCidrs.every((subnet) => prefixLength(subnet) <= 27),
    ),
  );
});
