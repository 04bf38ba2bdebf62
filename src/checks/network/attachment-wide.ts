import { isInternet, rangeOf } from "../../infrastructure/network-ranges";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding } from "../check";
import { attachedRoutesOf, servingSubnetsOf } from "./attachment-paths";
import { extraRulesOf, isOpaque, openingsOf } from "../../infrastructure/network-openings";
import { rulesOf } from "../../infrastructure/network-rules";

export const attachmentWide: Check = {
  id: "attachment-wide",
  severity: "error",
  title:
    "routes to other networks lead only to ranges that rules allow in or out, and only from subnets that serve them",
  why: "a route to addresses that no rule allows is an unmonitored path, and rules for the internet then include these addresses",
  fix: "narrow cidrs of the attachment to the ranges that the file names: clients in cluster.apiAccess.cidrs, entry.clientCidrs and components.training-vpc, peers of network.extraRules, and privateHost.cidrs",
  source:
    'AWS Well-Architected Framework, "SEC05-BP02 Control traffic flow within your network layers" (read 2026-11-20)',
  findsExcess: true,
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name).clients?.attached ?? [];
    const peers = peersOf(plan);
    const serving = new Set(servingSubnetsOf(plan).flatMap(({ table }) => table?.id ?? []));
    return attachedRoutesOf(plan).flatMap(({ route, table }): Finding[] => {
      const range = rangeOf(route.destination);
      const isWide = range !== undefined && peers && range.coveredBy(peers) < range.size;
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
 * Ranges of clients, and those that the platform connects to: a route of connections that only go out is needed, too. Undefined if a rule
 * names a group of another network or a prefix list, whose addresses are unknown.
 */
function peersOf(plan: EnvironmentPlan) {
  const outgoing = rulesOf(plan).all.filter(
    ({ direction, peer }) => direction === "egress" && "cidr" in peer && !isInternet(peer.cidr),
  );
  const clients = openingsOf(plan)
    .all.filter(({ interfaces }) => !("internetFacing" in interfaces && interfaces.internetFacing === true))
    .flatMap((opening) => opening.rules);
  const rules = [...new Set([...clients, ...extraRulesOf(plan).rules, ...outgoing])];
  if (rules.some((rule) => isOpaque(plan, rule))) return undefined;
  return rules.flatMap(({ peer }) => ("cidr" in peer ? (rangeOf(peer.cidr) ?? []) : []));
}
