import { type Check, at, ruleOf } from "../check";
import {
  type NodeUse,
  type SubnetBudget,
  budgetsBeside,
  fits,
  needs,
  usable,
  wholeBlocks,
} from "./addresses";
import { counted } from "../../base/counted";
import { subnetFix } from "./subnet-fix";
import TEXTS from "./texts.json";

export const subnetAddresses: Check = {
  ...ruleOf(TEXTS, "subnet-addresses"),
  run: (plan, { others }) =>
    budgetsBeside(plan, others)
      .filter((budget) => !fits(budget.subnet.cidr, needs(budget)))
      .map((budget) => ({
        ...at(budget.subnet.resource),
        message: message(budget),
        ...subnetFix(plan, budget),
      })),
};

function message(budget: SubnetBudget): string {
  const { prefixes } = needs(budget);
  const wanted = budget.nodes.reduce((sum, use) => sum + use.nodes, 0);
  const surge = budget.nodes.reduce((sum, use) => sum + use.surge, 0);
  return [
    prefixes > 0 ? withBlocks(budget) : withoutBlocks(budget),
    ...(budget.sharedWith?.length ? [`also used by ${budget.sharedWith.join(", ")}`] : []),
    ...(budget.uses.length > 0 ? [`${usesInWords(budget)} are taken before nodes`] : []),
    ...(wanted > 0
      ? [
          `at most ${largestNodeCount(budget)} of its ${counted(wanted, "node")} fit, including ${surge} that an upgrade adds`,
        ]
      : []),
  ].join("; ");
}

function withoutBlocks(budget: SubnetBudget): string {
  const { cidr } = budget.subnet;
  const { addresses, pods } = needs(budget);
  const ofPods = pods > 0 ? `, ${pods} of them for pods beside DaemonSets` : "";
  return `${cidr} has ${usable(cidr)} addresses, and needs ${addresses}${ofPods}`;
}

function withBlocks(budget: SubnetBudget): string {
  const { cidr } = budget.subnet;
  const { addresses, prefixes } = needs(budget);
  return (
    `${cidr} has ${usable(cidr)} addresses and ${wholeBlocks(cidr)} whole /28 blocks, ` +
    `and needs ${addresses} single addresses and ${prefixes} blocks: ${short(budget)}`
  );
}

/** The amount that is too small. */
function short(budget: SubnetBudget): string {
  const { cidr } = budget.subnet;
  const { addresses, prefixes } = needs(budget);
  if (addresses > usable(cidr)) return "too few addresses";
  return prefixes > wholeBlocks(cidr) ? "too few blocks" : "too few blocks beside the single addresses";
}

function usesInWords({ uses }: SubnetBudget): string {
  const sums = new Map<string, number>();
  for (const { what, addresses } of uses) sums.set(what, (sums.get(what) ?? 0) + addresses);
  return [...sums].map(([what, addresses]) => `${addresses} for ${what}`).join(", ");
}

/** Largest number of nodes that fit beside all other uses, each with the needs of the largest node. */
function largestNodeCount(budget: SubnetBudget): number {
  const { cidr } = budget.subnet;
  const most = (of: (use: NodeUse) => number): number => Math.max(...budget.nodes.map(of));
  const [first] = [...budget.nodes].sort((a, b) => (b.further?.pods ?? 0) - (a.further?.pods ?? 0));
  const largest = first && {
    ...first,
    addresses: most(({ addresses }) => addresses),
    prefixes: most(({ prefixes }) => prefixes),
  };
  let count = Math.min(
    usable(cidr),
    budget.nodes.reduce((sum, use) => sum + use.nodes, 0),
  );
  const of = (nodes: number) => needs({ ...budget, nodes: largest ? [{ ...largest, nodes }] : [] });
  while (count > 0 && !fits(cidr, of(count))) count -= 1;
  return count;
}
