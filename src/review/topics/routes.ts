import { attachmentOf } from "../../infrastructure/network-attachments";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { isInternet } from "../../infrastructure/network-ranges";
import { blockId, type Route, type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { AddressSpan } from "../../infrastructure/network-traffic";
import { resolveReferences } from "../../infrastructure/text-references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { text } from "../../terraform/stack-json";
import { firstAndMore, type Phrase, say } from "../stages/phrase";
import { isHeld } from "./holders";
import { sentencesOf } from "./named";
import { judgesOfRows } from "./rows";
import { existenceIn, resultsByKey, type Topic, type TopicLine } from "./topic";
import { databasesOf } from "../../infrastructure/network-databases";

/** A destination outside of the VPC to which the packets of a subnet have a route. */
interface Reach {
  readonly subnet: Subnet;
  readonly route: PlannedResource;
  readonly destination: string;
  readonly way: Route["way"];
  /** Address of the gateway or attachment. */
  readonly through: string;
}

const { line } = sentencesOf("Routes");

/** Where the packets of each subnet can go. The same routes in other tables are no change. */
export const routes: Topic = {
  title: "Routes",
  lines: (change) => {
    const { before, after, resources } = change;
    const { wasThere, isThere } = existenceIn(change);
    const [was, is] = [reachesOf(before, wasThere), reachesOf(after, isThere)];
    const [old, now] = [subnetsIn(before, wasThere), subnetsIn(after, isThere)];
    const used = usedSubnets(before);
    const isUsed = ({ subnet }: Reach): boolean =>
      used.has(subnet) || isHeld(after, blockId(subnet.resource), OF_THE_NETWORK);
    // The other side accepts a new attachment after the apply, and only then knows the id to which it routes back.
    const added = new Set(resources.filter(({ action }) => action === "add").map(({ address }) => address));
    const nameOfMoved = (reach: Reach) => {
      if (reach.way === "nat") return "other address";
      const isNew = reach.way === "attachment" && added.has(reach.through);
      return isNew && isUsed(reach) ? "moved too early" : "moved";
    };
    return [
      ...linesOfRoutes(
        is.filter((reach) => !isReached(reach, was, old)),
        () => "opened",
      ),
      ...linesOfRoutes(
        was.filter((reach) => now.some(isSame(reach.subnet)) && !isReached(reach, is, now)),
        (reach) => (isUsed(reach) ? "closed" : "closed unused"),
      ),
      ...linesOfRoutes(movedBetween(was, is), nameOfMoved),
    ];
  },
  ...judgesOfRows("Routes"),
};

function reachesOf(plan: EnvironmentPlan, exists: (resource: PlannedResource) => boolean): Reach[] {
  return [...subnetsOf(plan).values()].flatMap((subnet) => {
    const { table, resource } = subnet;
    if (!table || !exists(resource)) return [];
    return table.routes
      .filter(
        ({ way, resource: route, gateway }) =>
          way !== "other" && exists(route) && (!gateway || exists(gateway)),
      )
      .map((route): Reach => {
        const { way, destination, gateway, resource: written } = route;
        const target = way === "attachment" ? attachmentOf(plan, route)?.resource : gateway;
        const through = target?.address ?? idOfTarget(plan, written);
        return { subnet, route: written, destination: destination || "a prefix list", way, through };
      });
  });
}

/** The id of a target that the stacks do not have. */
function idOfTarget(plan: EnvironmentPlan, { layer, config }: PlannedResource): string {
  const value = TARGETS.map((name) => config[name]).find(Boolean);
  return resolveReferences(plan, { layer, value }) || "an unknown gateway";
}

const TARGETS = ["gateway_id", "nat_gateway_id", "transit_gateway_id", "vpc_peering_connection_id"];

const subnetsIn = (plan: EnvironmentPlan, exists: (resource: PlannedResource) => boolean): Subnet[] =>
  [...subnetsOf(plan).values()].filter(({ resource }) => exists(resource));

/** A subnet has the same address after a new name, and the same name after a move. */
const isSame =
  ({ resource, tags }: Subnet) =>
  (other: Subnet): boolean =>
    other.resource.address === resource.address ||
    (text(tags["Name"]) !== undefined && text(other.tags["Name"]) === text(tags["Name"]));

const addressesOf = ({ destination }: Reach): AddressSpan => AddressSpan.of(destination);

/**
 * Whether the subnet has a route of the same kind to all of the addresses on the other side. For a subnet that the other side does
 * not have, those of the others count: a subnet more of the same kind opens nothing.
 */
function isReached(reach: Reach, others: readonly Reach[], subnets: readonly Subnet[]): boolean {
  const isOwn = isSame(reach.subnet);
  const isKnown = subnets.some(isOwn);
  const sameWay = others.filter(({ subnet, way }) => way === reach.way && (!isKnown || isOwn(subnet)));
  return addressesOf(reach).isWithin(sameWay.map(addressesOf));
}

/** Destinations of either side to which packets take the same kind of way, but through another gateway or attachment. */
const movedBetween = (was: readonly Reach[], is: readonly Reach[]): Reach[] =>
  [...is, ...was.filter((reach) => !decidingFor(reach, is).some(isTo(reach)))].flatMap((reach) => {
    const [old, now] = [decidingFor(reach, was), decidingFor(reach, is)];
    const [first] = now;
    return first && old.length > 0 && !old.some(({ through }) => through === first.through)
      ? [{ ...first, destination: reach.destination }]
      : [];
  });

const isTo =
  ({ destination }: Reach) =>
  (other: Reach): boolean =>
    other.destination === destination;

/** Routes of the same subnet and kind to all addresses of a destination: those of the longest prefix. */
function decidingFor(reach: Reach, others: readonly Reach[]): Reach[] {
  const isOwn = isSame(reach.subnet);
  const all = others
    .filter(({ subnet, way }) => way === reach.way && isOwn(subnet))
    .filter((each) => addressesOf(reach).isWithin([addressesOf(each)]))
    .sort((a, b) => (addressesOf(a).size < addressesOf(b).size ? -1 : 1));
  return all.filter(isTo(all[0] ?? reach));
}

/** Blocks that name a subnet, and have no interface in it by themselves. */
const OF_THE_NETWORK =
  /^aws_(route_table_association|network_acl\w*|security_group\w*|vpc_security_group_\w+|\w+_subnet_group)$/;

/** Subnets with interfaces that the stacks know. */
const usedSubnets = (plan: EnvironmentPlan): ReadonlySet<Subnet> =>
  new Set(
    [
      ...interfacesOf(plan).workloads,
      ...interfacesOf(plan).controlPlanes,
      ...loadBalancersOf(plan),
      ...endpointsOf(plan),
      ...databasesOf(plan),
    ].flatMap(({ subnets }) => subnets),
  );

/** One line for the same route of several subnets, with the sentence of the first. */
const linesOfRoutes = (
  reaches: readonly Reach[],
  nameOf: (reach: Reach) => Parameters<typeof line>[0],
): TopicLine[] =>
  resultsByKey(
    reaches,
    ({ way, destination, through }) =>
      way === "attachment" ? `${destination} ${through}` : `${way} ${destination}`,
    (first, all) => {
      const subnets = firstAndMore(all.map(({ subnet }) => subnet.resource.address));
      const words = { subnets, target: targetOf(first), through: first.through };
      return line(nameOf(first), first.route, words);
    },
  );

const targetOf = ({ way, destination, through }: Reach): Phrase =>
  isInternet(destination)
    ? say`the internet (${destination}) through ${through}`
    : say`${destination}, ${[way === "attachment" ? "route " : ""]}through ${through}`;
