import { isInternet, rangeOf } from "../../infrastructure/network-ranges";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { attachedRoutesOf, servingSubnetsOf } from "./attachment-paths";
import { openingsOf } from "../../infrastructure/network-openings";
import { internetRoutes } from "../../infrastructure/network-routes";
import { groupRulesOf } from "../../infrastructure/network-rules";
import TEXTS from "./texts.json";
import { extraRulesOf, isOpaque } from "./declared-rules";

export const attachmentWide: Check = {
  ...ruleOf(TEXTS, "attachment-wide"),
  findsExcess: true,
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name).clients?.attached ?? [];
    const peers = peersOf(plan);
    const serving = new Set(servingSubnetsOf(plan).flatMap(({ table }) => table?.id ?? []));
    return attachedRoutesOf(plan).flatMap(({ route, table }): Finding[] => {
      const range = rangeOf(route.destination);
      // A way out is judged as NAT is: by the workloads that need it, and by the rules for the internet.
      const isWayOut = internetRoutes(table, "out").includes(route);
      const isWide = range !== undefined && peers && !isWayOut && range.coveredBy(peers) < range.size;
      return combinedFinding(route.resource, "the route", [
        ...(isWide ? [`leads to ${route.destination}, but rules do not allow all of its addresses`] : []),
        ...(serving.has(table.id) ? [] : ["is in a table of subnets without private interfaces"]),
      ]).map((finding) => ({
        ...finding,
        ...(serving.has(table.id) && stated.includes(route.destination)
          ? { requestedBy: "network.attachments" }
          : {}),
      }));
    });
  },
};

/**
 * Ranges of clients, and those that the platform connects to: a route of connections that only go
 * out is needed, too. Undefined if a rule names a group of another network or a prefix list, whose
 * addresses are unknown.
 */
function peersOf(plan: EnvironmentPlan) {
  const outgoing = groupRulesOf(plan).all.filter(
    ({ direction, peer }) => direction === "egress" && "cidr" in peer && !isInternet(peer.cidr),
  );
  const clients = openingsOf(plan)
    .all.filter(({ interfaces }) => !("internetFacing" in interfaces && interfaces.internetFacing === true))
    .flatMap((opening) => opening.rules);
  const rules = [...new Set([...clients, ...extraRulesOf(plan).rules, ...outgoing])];
  if (rules.some((rule) => isOpaque(plan, rule))) return undefined;
  return rules.flatMap(({ peer }) => ("cidr" in peer ? (rangeOf(peer.cidr) ?? []) : []));
}
