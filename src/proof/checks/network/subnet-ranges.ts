import { combinedFinding } from "../../model/blocks";
import { holds, meets } from "../../model/network/ranges";
import { subnetsOf } from "../../model/network/subnets";
import { type Check } from "../check";
import { vpcRangesOf } from "../../model/network/vpcs";

export const subnetRanges: Check = {
  id: "subnet-ranges",
  severity: "error",
  title: "every subnet is inside the VPC and overlaps no other subnet",
  why: "AWS rejects the subnet during the apply",
  fix: "choose an unused range of the VPC",
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
        ...(range ? [] : ["has no known IPv4 range"]),
        ...(range && !vpcs.some((vpc) => holds(vpc, range)) ? [`is outside the VPC (${cidr})`] : []),
        ...(clash ? [`overlaps ${clash.resource.address} (${clash.cidr})`] : []),
      ]);
    });
  },
};
