import { combinedFinding } from "../../model/blocks";
import { distinct } from "../../model/network/interface-sets";
import { coveredSize, rangeOf, sizeOf } from "../../model/network/ranges";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding } from "../check";
import { attachedRoutesOf, servingSubnetsOf } from "./attachment-paths";
import { isOutsideGroup, openingsOf } from "../../model/network/openings";

export const attachmentWide: Check = {
  id: "attachment-wide",
  severity: "error",
  title: "routes to other networks lead only to ranges of clients, and only from subnets that serve them",
  why: "a route to addresses that no rule allows is an unmonitored path, and rules for the internet then include these addresses",
  fix: "narrow cidrs of the attachment to the ranges in cluster.apiAccess.cidrs, entry.clientCidrs and cidrs of components.training-vpc",
  source:
    'AWS Well-Architected Framework, "SEC05-BP02 Control traffic flow within your network layers" (read 2026-11-20)',
  findsExcess: true,
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name).clients?.attached ?? [];
    const clients = clientsOf(plan);
    const serving = new Set(servingSubnetsOf(plan).flatMap(({ table }) => table?.id ?? []));
    return attachedRoutesOf(plan).flatMap(({ route, table }): Finding[] => {
      const range = rangeOf(route.destination);
      const isWide = range !== undefined && clients && coveredSize(range, clients) < sizeOf(range);
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

/** Ranges of clients; undefined if a rule names a group of another network, whose addresses are unknown. */
function clientsOf(plan: EnvironmentPlan) {
  const rules = distinct(
    openingsOf(plan)
      .filter(({ interfaces }) => !("internetFacing" in interfaces && interfaces.internetFacing === true))
      .flatMap((opening) => opening.rules),
  );
  if (rules.some(({ peer }) => "group" in peer && isOutsideGroup(plan, peer.group))) return undefined;
  return rules.flatMap(({ peer }) => ("cidr" in peer ? (rangeOf(peer.cidr) ?? []) : []));
}
