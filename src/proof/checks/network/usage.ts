import { memoizePerPlan } from "../../model/blocks";
import { type Rule } from "../../model/network/rules";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Flow } from "../../model/network/flow";
import { declaredOpeningsOf, declaredRulesOf, isOpaque } from "../../model/network/declared-rules";
import { openingsOf } from "../../model/network/openings";
import { proofsOf } from "./proofs";

/** A connection that uses a rule. */
export interface Use {
  readonly protocol: Flow["protocol"];
  readonly port: Flow["port"];
  /** The other side: interfaces in the VPC, S3, the internet, or the peer that the rule names. */
  readonly side: "vpc" | "s3" | "internet" | "named";
}

/** No resource declares the addresses of a host outside of the stacks: the rule names them. */
const sideOf = (to: Flow["to"]): Use["side"] =>
  "outside" in to ? (to.outside === "range" ? "named" : to.outside) : "vpc";

/** Rules that flows or outside clients use, with their uses. */
export const usesOf = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<Rule, readonly Use[]> => {
  const uses = new Map<Rule, Use[]>();
  const add = (rule: Rule, use: Use) => {
    const known = uses.get(rule);
    if (known) known.push(use);
    else uses.set(rule, [use]);
  };
  for (const { flow, used } of proofsOf(plan)) {
    const { protocol, port, to } = flow;
    for (const rule of used) add(rule, { protocol, port, side: sideOf(to) });
  }
  for (const { protocol = "tcp", port, rules } of [...openingsOf(plan), ...declaredOpeningsOf(plan)]) {
    for (const rule of rules) add(rule, { protocol, port, side: "named" });
  }
  // The other side is in no stack: the rule names it.
  for (const rule of declaredRulesOf(plan).filter((each) => isOpaque(plan, each)))
    add(rule, { protocol: "tcp", port: rule.from, side: "named" });
  return uses;
});
