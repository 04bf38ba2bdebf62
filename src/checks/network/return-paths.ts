import { attachmentOf, vpcAttachmentsOf } from "../../infrastructure/network-attachments";
import { type InterfaceSet } from "../../infrastructure/network-interfaces";
import { Range, rangeOf } from "../../infrastructure/network-ranges";
import { type Route, type RouteTable, type Subnet, vpcsOf } from "../../infrastructure/network-routes";
import { type SgRule } from "../../infrastructure/network-rules";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { at, type Finding, type CheckProblem } from "../check";
import { RETURN_PORT_RANGE } from "./acl-needs";
import { aclBySubnet } from "../acls";
import { type Opening, openingsOf } from "../../infrastructure/network-openings";
import { joinFirstNames, packetsName, resourceNames } from "./words";
import { deciding, type Packets } from "./acl-packets";

/**
 * Reasons why clients of a range do not reach interfaces on a port: our half of the path, from the
 * subnets of the interfaces through a route and an attachment, with the network ACLs in both
 * directions. The other half is declared only: routes of the peer or of the transit gateway, and
 * the acceptance of the attachment.
 */
export function returnPathProblems(
  plan: EnvironmentPlan,
  { interfaces: { subnets }, port, protocol = "tcp" }: ClosedOpening,
  cidr: string,
): CheckProblem[] {
  const range = rangeOf(cidr);
  const outside = range?.without(vpcsOf(plan).ranges) ?? [];
  if (range === undefined || outside.length === 0) return [];
  // The plan verifies the routes of an existing network to attachments that the file has, and no others.
  const isRead = vpcAttachmentsOf(plan).length > 0;
  const unread = subnets.filter(
    ({ resource, table }) => (isFound(resource) && !isRead) || table === undefined || table.isOutside,
  );
  if (unread.length > 0 || subnets.length === 0) {
    const names = resourceNames(unread) || "its subnets";
    return [{ notJudged: `not judged, because the synthesized stacks have no routes of ${names}` }];
  }
  return [
    ...new Set([
      ...subnets.flatMap((subnet) => routeProblems(plan, subnet, outside, cidr)),
      ...subnets.flatMap((subnet) => aclProblems(plan, subnet, range, { port, protocol })),
    ]),
  ];
}

type ClosedOpening = Omit<Opening<InterfaceSet>, "rules">;

function routeProblems(
  plan: EnvironmentPlan,
  { table, zone, resource }: Subnet,
  outside: readonly Range[],
  cidr: string,
): string[] {
  if (!table) return [];
  const name = table.resource?.address ?? `the main route table of ${resource.address}`;
  const { ways, rest } = waysOf(table, outside);
  return [
    ...(rest.length > 0 ? [`${name} has no route to ${ways.length > 0 ? "all of " : ""}${cidr}`] : []),
    ...ways.flatMap((route): string[] => {
      const attachment = attachmentOf(plan, route);
      if (!attachment) {
        return [`${route.resource.address} sends packets for ${cidr} to ${targetName(route)}`];
      }
      const isInZone = attachment.kind === "peering" || attachment.zones.includes(zone);
      return isInZone
        ? []
        : [`${attachment.resource.address} has no subnet in ${zone ?? "the zone"} of ${resource.address}`];
    }),
  ];
}

function targetName({ way, gateway }: Route): string {
  if (way === "nat") return "a NAT gateway";
  if (way === "internet") return "an internet gateway";
  return gateway?.address ?? "a target outside the synthesized stacks";
}

/** Routes of the packets to ranges, by the longest prefix, and the addresses without a route. */
export function waysOf(
  table: RouteTable,
  ranges: readonly Range[],
): { readonly ways: readonly Route[]; readonly rest: readonly Range[] } {
  const routes = table.routes
    .flatMap((route) => {
      const range = rangeOf(route.destination);
      return range ? [{ route, range }] : [];
    })
    .sort((a, b) => a.range.last - a.range.first - (b.range.last - b.range.first));
  let rest = [...ranges];
  const ways = routes.filter(({ range }) => {
    const isUsed = rest.some((each) => each.meets(range));
    rest = rest.flatMap((each) => each.without([range]));
    return isUsed;
  });
  return { ways: ways.map(({ route }) => route), rest };
}

/** Whether packets to all addresses of ranges leave by attachments. */
export function leadsToAttachments(table: RouteTable, ranges: readonly Range[]): boolean {
  const { ways, rest } = waysOf(table, ranges);
  return rest.length === 0 && ways.every(({ way }) => way === "attachment");
}

/** Packets of requests and of their responses that the network ACL of a subnet denies. */
function aclProblems(
  plan: EnvironmentPlan,
  subnet: Subnet,
  remote: Range,
  { port, protocol }: Pick<Packets, "protocol"> & Pick<Opening, "port">,
): string[] {
  const acl = aclBySubnet(plan).get(subnet.id);
  if (!acl) return [];
  const packets: Packets[] = [
    { direction: "ingress", remote, protocol, ports: new Range(port, port) },
    { direction: "egress", remote, protocol, ports: RETURN_PORT_RANGE },
  ];
  const denied = packets.filter((each) => deciding(acl, each) === undefined);
  return denied.map((each) => `${acl.resource.address} denies ${packetsName(each)}`);
}

/** Findings for clients outside the VPC that a rule of the interfaces allows, one for each rule. */
export function returnPathFindings(plan: EnvironmentPlan, openings: readonly Opening[]): Finding[] {
  const problems = new Map<SgRule, CheckProblem[]>();
  for (const opening of openings) {
    for (const rule of opening.rules) {
      const found = openingsOf(plan)
        .clientRanges(rule)
        .flatMap((cidr) => returnPathProblems(plan, opening, cidr));
      if (found.length > 0) problems.set(rule, [...(problems.get(rule) ?? []), ...found]);
    }
  }
  return [...problems].map(([rule, found]) => {
    const texts = found.map((each) => (typeof each === "string" ? each : each.notJudged));
    return {
      ...at(rule.resource),
      message: `path of clients in ${openingsOf(plan).clientRanges(rule).join(", ")}: ${joinFirstNames(texts)}`,
      isNotJudged: found.some((each) => typeof each !== "string"),
    };
  });
}
