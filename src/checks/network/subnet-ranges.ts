import { rangeOf } from "../../infrastructure/network-ranges";
import { type Subnet, subnetsOf, vpcsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { text } from "../../terraform/stack-json";
import TEXTS from "./texts.json";

export const subnetRanges: Check = {
  ...ruleOf(TEXTS, "subnet-ranges"),
  run: (plan) => {
    const subnets = [...subnetsOf(plan).values()].sort(
      (a, b) => (a.range?.first ?? 0) - (b.range?.first ?? 0),
    );
    const vpcs = vpcsOf(plan).ranges;
    const ofSubnets = subnets.flatMap(({ resource, cidr, range }, index) => {
      const before = subnets[index - 1];
      const clash = range && before?.range && before.range.meets(range) ? before : undefined;
      return combinedFinding(resource, "the subnet", [
        ...(range ? [] : ["has no known IPv4 range"]),
        ...(range && !vpcs.some((vpc) => vpc.holds(range)) ? [`is outside the VPC (${cidr})`] : []),
        ...(clash ? [`overlaps ${clash.resource.address} (${clash.cidr})`] : []),
      ]);
    });
    return [...ofSubnets, ...unusedRanges(plan, subnets)];
  },
};

/** Secondary ranges in which the stacks have no subnet. */
const unusedRanges = (plan: EnvironmentPlan, subnets: readonly Subnet[]): Finding[] =>
  plan.resources("aws_vpc_ipv4_cidr_block_association").flatMap((added): Finding[] => {
    const cidr = text(added.config.cidr_block) ?? "";
    const range = rangeOf(cidr);
    if (!range || subnets.some((subnet) => subnet.range && range.holds(subnet.range))) return [];
    return [{ ...at(added), message: `no subnet of these stacks is in the range ${cidr} of the VPC` }];
  });
