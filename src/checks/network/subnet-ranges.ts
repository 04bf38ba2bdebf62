import { combinedFinding } from "../../analysis/blocks";
import { holds, meets } from "../../analysis/network/ranges";
import { subnetsOf } from "../../analysis/network/subnets";
import { type Check } from "../check";
import { vpcRangesOf } from "./vpcs";

export const subnetRanges: Check = {
  id: "subnet-ranges",
  severity: "error",
  title: "each subnet lies inside the VPC and overlaps no other",
  why: "AWS refuses such a subnet in the middle of an apply",
  fix: "choose a free range of the VPC",
  source: 'VPC user guide, "subnet-sizing" (read 2026-11-20)',
  run: (plan) => {
    const subnets = [...subnetsOf(plan).values()].sort(
      (a, b) => (a.range?.first ?? 0) - (b.range?.first ?? 0),
    );
    const vpcs = vpcRangesOf(plan);
    return subnets.flatMap(({ resource, cidr, range }, index) => {
      const before = subnets[index - 1];
      const clash = range && before?.range && meets(before.range, range) ? before : undefined;
      return combinedFinding(resource, "the subnet", [
        ...(range ? [] : ["has no IPv4 range that is known"]),
        ...(range && !vpcs.some((vpc) => holds(vpc, range)) ? [`lies outside the VPC with ${cidr}`] : []),
        ...(clash ? [`overlaps ${clash.resource.address} (${clash.cidr})`] : []),
      ]);
    });
  },
};
