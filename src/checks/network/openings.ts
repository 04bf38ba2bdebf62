import { API_PORT } from "../../catalog/components";
import { oncePerPlan } from "../../infrastructure/blocks";
import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network/load-balancers";
import { type Party, controlPlanesOf, workloadsOf } from "../../infrastructure/network/parties";
import { isInternet, isPrivate, rangeOf } from "../../infrastructure/network/ranges";
import { type Rule, rulesOf } from "../../infrastructure/network/rules";
import { type EnvironmentPlan } from "../../synthesized/environment-plan";

/** A port that is there for somebody from outside the plan; who that is, only the rules say. */
export interface Opening<P extends Party = Party> {
  readonly party: P;
  readonly port: number;
  /** Rules that let somebody in. */
  readonly rules: readonly Rule[];
}

/** Listeners of load balancers, with the rules that admit their clients. */
export const listenersOf = oncePerPlan((plan: EnvironmentPlan): readonly Opening<LoadBalancer>[] =>
  loadBalancersOf(plan).flatMap((party) =>
    party.listeners.map((port) => ({
      party,
      port,
      rules: rulesOf(plan)
        .admitting(party.groups, "ingress", "tcp", port)
        .filter(({ peer }) => !("cidr" in peer) || canBeClient(peer.cidr, party)),
    })),
  ),
);

/** The internet comes to no internal load balancer, and a private range to no public address. */
function canBeClient(cidr: string, { internetFacing }: LoadBalancer): boolean {
  if (!rangeOf(cidr)) return false;
  if (internetFacing === undefined) return true;
  return internetFacing ? !isPrivate(cidr) : !isInternet(cidr);
}

/** The Kubernetes API, with the rules that admit others than the nodes and pods of the cluster. */
export const apiOpeningsOf = oncePerPlan((plan: EnvironmentPlan): readonly Opening[] => {
  const ownGroups = new Set([...workloadsOf(plan), ...controlPlanesOf(plan)].flatMap(({ groups }) => groups));
  return controlPlanesOf(plan).map((party) => ({
    party,
    port: API_PORT,
    rules: rulesOf(plan)
      .admitting(party.groups, "ingress", "tcp", API_PORT)
      .filter(({ peer }) =>
        "cidr" in peer
          ? rangeOf(peer.cidr) !== undefined && !isInternet(peer.cidr)
          : "group" in peer && !ownGroups.has(peer.group),
      ),
  }));
});
