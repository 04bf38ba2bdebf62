import { openingsOf } from "../../infrastructure/network-openings";
import { type Flow } from "../../infrastructure/network-needs";
import { type SgRule } from "../../infrastructure/network-rules";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { proofsOf } from "./proofs";
import { extraRulesOf, isOpaque } from "./declared-rules";

/** Clients that no stack shows: of the API, of a load balancer, of endpoints, or those that a rule of the file names. */
export type Clients = "api" | "internet-facing" | "internal" | "endpoints" | "declared";

/** A connection that uses a rule. */
export interface RuleUse {
  readonly protocol: Flow["protocol"];
  readonly port: Flow["port"];
  /** The other side. */
  readonly side: Flow["from"] | Flow["to"] | Clients;
}

/** Rules that flows or outside clients use, with their uses. */
export const usesOfRules = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<SgRule, readonly RuleUse[]> => {
    const uses = new Map<SgRule, RuleUse[]>();
    const add = (rule: SgRule, use: RuleUse) => {
      const known = uses.get(rule);
      if (known) known.push(use);
      else uses.set(rule, [use]);
    };
    for (const { flow, used } of proofsOf(plan)) {
      const { protocol, port, to, from } = flow;
      for (const rule of used) add(rule, { protocol, port, side: rule.direction === "egress" ? to : from });
    }
    for (const { interfaces, port, rules } of openingsOf(plan).listeners) {
      const side = interfaces.internetFacing === false ? "internal" : "internet-facing";
      for (const rule of rules) add(rule, { protocol: "tcp", port, side });
    }
    const others = [
      ...openingsOf(plan).api.map((opening) => ({ ...opening, side: "api" as const })),
      ...[...openingsOf(plan).endpoints, ...openingsOf(plan).resolvers].map((opening) => ({
        ...opening,
        side: "endpoints" as const,
      })),
      ...extraRulesOf(plan).openings.map((opening) => ({ ...opening, side: "declared" as const })),
    ];
    for (const { protocol = "tcp", port, rules, side } of others) {
      for (const rule of rules) add(rule, { protocol, port, side });
    }
    // The other side is in no stack: the rule names it.
    for (const rule of extraRulesOf(plan).rules.filter((each) => isOpaque(plan, each)))
      add(rule, { protocol: "tcp", port: rule.from, side: "declared" });
    return uses;
  },
);
