import { interfacesOf } from "../../infrastructure/network-interfaces";
import { rangeOf } from "../../infrastructure/network-ranges";
import { vpcsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { leadsToAttachments } from "./return-paths";
import { resourceNames } from "./words";

/** Ranges of a host, outside of the VPC, to which subnets of nodes have no route. */
export function rangesWithoutRoute(plan: EnvironmentPlan, host: string, cidrs: readonly string[]): string[] {
  const subnets = [...new Set(interfacesOf(plan).nodes.flatMap((nodes) => nodes.subnets))];
  return cidrs.flatMap((cidr) => {
    const outside = rangeOf(cidr)?.without(vpcsOf(plan).ranges);
    if (outside?.length === 0) return [];
    const cut = subnets.filter(({ table }) => !outside || !table || !leadsToAttachments(table, outside));
    if (cut.length === 0 && subnets.length > 0) return [];
    const from = cut.length > 0 ? resourceNames(cut) : "the subnets of nodes";
    return [
      `${host} has the range ${cidr}, which is outside of the VPC and has no route to another network from ${from}`,
    ];
  });
}
