import { text } from "../../terraform/stack-json";
import { homeOf } from "../../infrastructure/text-references";
import { type VpcAttachment, attachmentOf } from "../../infrastructure/network-attachments";
import { endpointUserOf } from "../../infrastructure/network-endpoint-users";
import { type Endpoint, endpointsFor, endpointsOf } from "../../infrastructure/network-endpoints";
import { rangeOf } from "../../infrastructure/network-ranges";
import { routeTablesOf } from "../../infrastructure/network-routes";
import { serviceDomain } from "../../facts/aws";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Opening, openingsOf } from "../../infrastructure/network-openings";
import { returnPathProblems, waysOf } from "./return-paths";
import { endpointService } from "../../evidence/endpoint-names";
import { privateZonesOf } from "../../infrastructure/network-private-zones";

/** Services whose names do not resolve to an endpoint in another network, each with what fails there. */
export function unresolvedServices(plan: EnvironmentPlan, clients: readonly string[]): string[] {
  const attachments = attachmentsOf(plan, clients);
  return servicesOf(plan, attachments).flatMap((service): string[] => {
    const endpoint = endpointsFor(plan, service).find(({ kind }) => kind === "Interface");
    if (!endpoint) return [`${service} has no endpoint in this VPC, so ${endpointService(service).loss}`];
    const hosts = hostsIn(plan, service);
    const resolves =
      (endpoint.privateDns && queriesArrive(plan, queriesFrom(attachments, clients))) ||
      (attachments.length > 0 && attachments.every((each) => hasZone(plan, each, endpoint, hosts)));
    return resolves
      ? []
      : [`${hosts[0] ?? service} does not resolve there, so ${endpointService(service).loss}`];
  });
}

/** Attachments that carry packets to ranges. */
function attachmentsOf(plan: EnvironmentPlan, cidrs: readonly string[]): VpcAttachment[] {
  const ranges = cidrs.flatMap((cidr) => rangeOf(cidr) ?? []);
  const ways = routeTablesOf(plan).all.flatMap((table) => waysOf(table, ranges).ways);
  return [...new Set(ways.flatMap((route) => attachmentOf(plan, route) ?? []))];
}

/** Services that the network at an attachment declares; all of the VPC for a network that declares none. */
function servicesOf(plan: EnvironmentPlan, attachments: readonly VpcAttachment[]): readonly string[] {
  const user = endpointUserOf(plan);
  if (user?.attachment && attachments.includes(user.attachment)) return user.services;
  return endpointsOf(plan).flatMap(({ kind, service }) => (kind === "Interface" ? (service ?? []) : []));
}

/** The Resolver of the other network forwards queries from any of its subnets. */
const queriesFrom = (attachments: readonly VpcAttachment[], clients: readonly string[]): readonly string[] =>
  attachments.length === 0 ? clients : attachments.flatMap(({ ranges }) => ranges);

/** Whether a Resolver endpoint answers queries from ranges, by UDP and TCP. */
function queriesArrive(plan: EnvironmentPlan, cidrs: readonly string[]): boolean {
  const openings = openingsOf(plan).resolvers;
  if (cidrs.length === 0) return false;
  return [...new Set(openings.map(({ interfaces }) => interfaces))].some((interfaces) =>
    openings
      .filter((opening) => opening.interfaces === interfaces)
      .every((opening) => cidrs.every((cidr) => answers(plan, opening, cidr))),
  );
}

function answers(plan: EnvironmentPlan, opening: Opening, cidr: string): boolean {
  const range = rangeOf(cidr);
  const isAllowed = opening.rules.some(({ peer }) => {
    const allowed = "cidr" in peer ? rangeOf(peer.cidr) : undefined;
    return range !== undefined && allowed !== undefined && allowed.holds(range);
  });
  return isAllowed && returnPathProblems(plan, opening, cidr).length === 0;
}

/** Whether a zone of the other VPC has all names of a service, as aliases of its endpoint. */
function hasZone(
  plan: EnvironmentPlan,
  { kind, resource }: VpcAttachment,
  endpoint: Endpoint,
  hosts: readonly string[],
): boolean {
  const vpc = kind === "peering" ? text(resource.config["peer_vpc_id"]) : undefined;
  return privateZonesOf(plan).some(
    ({ name, vpcs, endpoints }) =>
      vpc !== undefined &&
      vpcs.includes(vpc) &&
      name === hosts[0] &&
      hosts.every((host) => endpoints.get(host) === endpoint.resource),
  );
}

function hostsIn(plan: EnvironmentPlan, service: string): string[] {
  const home = homeOf(plan);
  return endpointService(service).hosts.map((host) => `${host}.${home.region}.${serviceDomain(home)}`);
}
