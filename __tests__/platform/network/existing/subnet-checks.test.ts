import { type Claim } from "../../../../src/platform/network/existing/check";
import {
  type ExpectedSubnet,
  privateRouteChecks,
  subnetChecks,
} from "../../../../src/platform/network/existing/subnet-checks";

import { region, command, conditions } from "./checks";

const SUBNET: ExpectedSubnet = {
  region,
  name: "workloads-ap-southeast-1a",
  tier: "private",
  availabilityZone: "ap-southeast-1a",
  cidr: "10.0.101.0/24",
  isByName: true,
  clusterName: "retail",
  tags: [],
};
const tagKeys = (change: Partial<ExpectedSubnet>): (string | undefined)[] =>
  subnetChecks({ ...SUBNET, ...change })
    .slice(2)
    .map((check) => /lookup\(self\.tags, "([^"]+)"/.exec(check.condition)?.[1]);

test("DATA-01 zone and range are verified", () => {
  expect(conditions(subnetChecks(SUBNET))).toEqual([
    '${self.availability_zone == "ap-southeast-1a"}',
    '${self.cidr_block == "10.0.101.0/24"}',
  ]);
});

test("DATA-01 a declared role tag is verified on the subnets of its tier", () => {
  const tags = ["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"] as const;
  expect(tagKeys({ tags, tier: "private" })).toEqual(["kubernetes.io/role/internal-elb"]);
  expect(tagKeys({ tags, tier: "public" })).toEqual(["kubernetes.io/role/elb"]);
});

test("DATA-01 the cluster's tag is verified on every subnet, as shared or owned", () => {
  const [check] = subnetChecks({ ...SUBNET, tags: ["kubernetes.io/cluster"] }).slice(2);
  expect(check?.condition).toBe(
    '${contains(["shared","owned"], lookup(self.tags, "kubernetes.io/cluster/retail", "absent"))}',
  );
  expect(command(check as Claim)).toBe(
    "aws ec2 create-tags --region ap-southeast-1 --resources ${self.id} --tags Key=kubernetes.io/cluster/retail,Value=shared",
  );
});

test("DATA-01 a private route table has a default route only with egress", () => {
  const [, none] = privateRouteChecks(region, "a", "none") as [Claim, Claim];
  expect(none.condition).toBe('${!contains(self.routes[*].cidr_block, "0.0.0.0/0")}');
  expect(command(none)).toContain("aws ec2 delete-route");
  const [, nat] = privateRouteChecks(region, "a", "single-nat") as [Claim, Claim];
  expect(nat.condition).toBe('${contains(self.routes[*].cidr_block, "0.0.0.0/0")}');
  expect(command(nat)).toContain("aws ec2 create-route");
});

test.each(["none", "single-nat"] as const)(
  "DATA-01 with egress %s no route of a private table uses an internet gateway",
  (egress) => {
    const [gateway] = privateRouteChecks(region, "a", egress) as [Claim, Claim];
    expect(gateway.condition).toBe(
      '${!anytrue([for route in self.routes : try(startswith(route.gateway_id, "igw-"), false)])}',
    );
    expect(gateway.errorMessage).toContain("private subnet a has a route by an internet gateway");
  },
);
