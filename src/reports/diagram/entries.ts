import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { type LoadBalancer } from "../../infrastructure/network-load-balancers";
import { openingsOf } from "../../infrastructure/network-openings";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Edge } from "./drawing";
import { blockId } from "../../infrastructure/network-routes";
import { type AllowedPorts, allowedBetween } from "../network/allowed-ports";

/** Id of a box for network interfaces. */
export const idIn = ({ resource }: Pick<InterfaceSet, "resource">): string => blockId(resource);

export const clientsId = (balancer: LoadBalancer): string => `clients of ${idIn(balancer)}`;

/** Ranges of the clients of a load balancer, by its security groups. */
export const clientRangesTo = (plan: EnvironmentPlan, balancer: LoadBalancer): string[] => [
  ...new Set(
    openingsOf(plan)
      .listeners.filter(({ interfaces }) => interfaces === balancer)
      .flatMap((opening) => opening.rules)
      .flatMap((rule) => openingsOf(plan).clientRanges(rule)),
  ),
];

/** Ports of the listeners of a load balancer. */
export const listenersText = ({ listeners }: LoadBalancer): string =>
  listeners.length === 0 ? "" : `TCP ${[...new Set(listeners)].join(", ")}`;

export function balancerTitle({ kind, internetFacing }: LoadBalancer): string {
  const scheme = internetFacing === undefined ? "" : internetFacing ? "Internet-facing " : "Internal ";
  return `${scheme}${kind === "network" ? "Network" : "Application"} Load Balancer`;
}

/** Edges to target pods: one for the ports that security groups allow, and one for those that they refuse. */
export function targetEdges(
  plan: EnvironmentPlan,
  balancer: LoadBalancer,
  { from, to, ports }: { readonly from: string; readonly to: string; readonly ports: readonly number[] },
): Edge[] {
  const allowed = interfacesOf(plan).workloads.flatMap((place) => allowedBetween(plan, balancer, place));
  const isAllowed = (port: number): boolean => allowed.some((each) => admits(each, port));
  const edges = [
    { denied: false, ports: ports.filter(isAllowed) },
    { denied: true, ports: ports.filter((port) => !isAllowed(port)) },
  ];
  return edges
    .filter((each) => each.ports.length > 0)
    .map(({ denied, ports: some }) => ({
      from,
      to,
      label: `TCP ${[...some].sort((a, b) => a - b).join(", ")}`,
      ...(denied ? { denied } : {}),
    }));
}

const admits = ({ protocol, from, to }: AllowedPorts, port: number): boolean =>
  protocol === "all" || (protocol === "tcp" && from <= port && port <= to);
