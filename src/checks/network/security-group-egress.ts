import { isInternet } from "../../infrastructure/network-ranges";
import { internetRoutes, routeTablesOf } from "../../infrastructure/network-routes";
import { type SgRule, groupRulesOf } from "../../infrastructure/network-rules";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const securityGroupEgress: Check = {
  ...ruleOf(TEXTS, "security-group-egress"),
  run: (plan) =>
    groupRulesOf(plan)
      .all.filter(
        ({ implied, direction, peer }) =>
          !implied && direction === "egress" && "cidr" in peer && isInternet(peer.cidr),
      )
      .flatMap((rule) => {
        const message = problem(plan, rule);
        return message === undefined ? [] : [{ ...at(rule.resource), message }];
      }),
};

function problem(plan: EnvironmentPlan, { protocol, from, to }: SgRule): string | undefined {
  if (protocol === "all") return "it allows every protocol and port to the internet, expected TCP 443";
  if (protocol !== "tcp" || from !== 443 || to !== 443)
    return `it allows ${protocol} ${from} to ${to} to the internet, expected TCP 443`;
  // The way out of an existing network is not known.
  const leads =
    plan.resources("data.aws_route_table").length > 0 ||
    routeTablesOf(plan).all.some((table) => internetRoutes(table, "out").length > 0);
  return leads ? undefined : "it allows HTTPS to the internet, but no route leads there";
}
