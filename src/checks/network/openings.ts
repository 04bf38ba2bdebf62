import { memoizePerPlan } from "../../analysis/blocks";
import { type LoadBalancer, loadBalancersOf } from "../../analysis/network/load-balancers";
import { type InterfaceSet, controlPlanesOf, workloadsOf } from "../../analysis/network/interface-sets";
import { isInternet, isPrivate, rangeOf } from "../../analysis/network/ranges";
import { type Rule, rulesOf } from "../../analysis/network/rules";
import { API_PORT } from "../../core/cluster-ports";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";

/** A port for clients outside the plan; only the rules identify these clients. */
export interface Opening<P extends InterfaceSet = InterfaceSet> {
  readonly interfaces: P;
  readonly port: number;
  /** Rules that allow clients. */
  readonly rules: readonly Rule[];
}

/** Listeners of load balancers, with the rules that allow their clients. */
export const listenersOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening<LoadBalancer>[] =>
  loadBalancersOf(plan).flatMap((interfaces) =>
    interfaces.listeners.map((port) => ({
      interfaces,
      port,
      rules: rulesOf(plan)
        .admitting(interfaces.groups, "ingress", "tcp", port)
        .filter(({ peer }) => !("cidr" in peer) || canBeClient(peer.cidr, interfaces)),
    })),
  ),
);

/**
 * Whether a range can contain clients: the internet does not reach an internal load balancer, and a private range
 * does not reach public addresses.
 */
function canBeClient(cidr: string, { internetFacing }: LoadBalancer): boolean {
  if (!rangeOf(cidr)) return false;
  if (internetFacing === undefined) return true;
  return internetFacing ? !isPrivate(cidr) : !isInternet(cidr);
}

/** The Kubernetes API, with the rules that allow clients other than the cluster's nodes and pods. */
export const apiOpeningsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening[] => {
  const ownGroups = new Set([...workloadsOf(plan), ...controlPlanesOf(plan)].flatMap(({ groups }) => groups));
  return controlPlanesOf(plan).map((interfaces) => ({
    interfaces,
    port: API_PORT,
    rules: rulesOf(plan)
      .admitting(interfaces.groups, "ingress", "tcp", API_PORT)
      .filter(({ peer }) =>
        "cidr" in peer
          ? rangeOf(peer.cidr) !== undefined && !isInternet(peer.cidr)
          : "group" in peer && !ownGroups.has(peer.group),
      ),
  }));
});
