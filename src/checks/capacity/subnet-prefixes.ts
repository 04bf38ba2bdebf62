import { ADDRESSES_PER_PREFIX } from "../../facts/instance-capacity";
import { prefixLength } from "../../base/cidr";
import { knownText } from "../../infrastructure/text-references";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Check, at, ruleOf } from "../check";
import { type SubnetBudget, fits, needs, rangeSize, subnetBudgetsOf, wholeBlocks } from "./addresses";
import TEXTS from "./texts.json";

export const subnetPrefixes: Check = {
  ...ruleOf(TEXTS, "subnet-prefixes"),
  run: (plan) => {
    const reserved = reservedBlocks(plan);
    return subnetBudgetsOf(plan).flatMap((budget) => {
      const { resource, cidr } = budget.subnet;
      const { addresses, prefixes } = needs(budget);
      // `subnet-addresses` reports a subnet that is too small.
      if (prefixes === 0 || !fits(cidr, { addresses, prefixes })) return [];
      const safe = Math.max(reserved.get(resource) ?? 0, wholeBlocks(cidr) - addresses);
      return safe >= prefixes ? [] : [{ ...at(resource), message: message(budget) }];
    });
  },
};

/** Whole blocks that each subnet reserves for prefixes. */
function reservedBlocks(plan: EnvironmentPlan): Map<unknown, number> {
  const blocks = new Map<unknown, number>();
  for (const reservation of plan.resources("aws_ec2_subnet_cidr_reservation")) {
    const { config } = reservation;
    const cidr = knownText(plan, inLayer(reservation, config.cidr_block));
    const subnet = plan.target(inLayer(reservation, config.subnet_id));
    if (config.reservation_type !== "prefix" || cidr === undefined || !subnet) continue;
    blocks.set(subnet, (blocks.get(subnet) ?? 0) + Math.floor(rangeSize(cidr) / ADDRESSES_PER_PREFIX));
  }
  return blocks;
}

function message(budget: SubnetBudget): string {
  const { cidr } = budget.subnet;
  const { addresses, prefixes } = needs(budget);
  return (
    `nodes need ${prefixes} of the ${wholeBlocks(cidr)} whole /28 blocks of a /${prefixLength(cidr)} subnet; ${addresses} single ` +
    `addresses can be in any of them, because no range is reserved for prefixes`
  );
}
