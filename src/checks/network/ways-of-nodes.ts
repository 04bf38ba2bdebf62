import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type Range, rangeOf } from "../../infrastructure/network-ranges";
import { type Subnet, vpcsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { resourceNames } from "./words";

/** Ranges outside of the VPC to which subnets of nodes have no route, with the names of these subnets. */
export function rangesWithoutRoute(
  plan: EnvironmentPlan,
  cidrs: readonly string[],
): { readonly cidr: string; readonly from: string }[] {
  const subnets = [...new Set(interfacesOf(plan).nodes.flatMap((nodes) => nodes.subnets))];
  const own = vpcsOf(plan).ranges;
  return cidrs.flatMap((cidr) => {
    const range = rangeOf(cidr);
    if (range && own.some((vpc) => vpc.holds(range))) return [];
    const cut = subnets.filter((subnet) => !range || !leadsTo(subnet, range));
    if (cut.length === 0 && subnets.length > 0) return [];
    return [{ cidr, from: cut.length > 0 ? resourceNames(cut) : "the subnets of nodes" }];
  });
}

const leadsTo = ({ table }: Subnet, range: Range): boolean =>
  (table?.routes ?? []).some(({ way, destination }) => {
    const routed = rangeOf(destination);
    return way === "attachment" && routed !== undefined && routed.holds(range);
  });
