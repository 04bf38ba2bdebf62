import { block, texts } from "../../terraform/stack-json";
import { type VpcAttachment, attachmentOf, vpcAttachmentsOf } from "../../infrastructure/network-attachments";
import { interfacesOf, type InterfaceSet } from "../../infrastructure/network-interfaces";
import { openingsOf } from "../../infrastructure/network-openings";
import { rangeOf } from "../../infrastructure/network-ranges";
import {
  blockId,
  internetRoutes,
  namedSubnets,
  type Route,
  vpcsOf,
} from "../../infrastructure/network-routes";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { ANYWHERE } from "../../base/cidr";
import {
  type EnvironmentPlan,
  inLayer,
  isFound,
  type PlannedResource,
  type ResourceOf,
} from "../../terraform/environment-plan";
import { type Box, type Edge, type Line, line } from "./drawing";
import { clientRangesTo, clientsId, idIn, listenersText } from "./entries";
import { CONTROL_PLANE, type Drawn, ENDPOINTS, VPC, zoneGroup } from "./parts";
import { allowedOutside, isWholeInternet, portsText } from "../network/allowed-ports";

const INTERNET = "internet";
const ELSEWHERE = "elsewhere";
const HUB = "hub";

const internetGateways = (plan: EnvironmentPlan): readonly PlannedResource[] => [
  ...plan.resources("aws_internet_gateway"),
  ...plan.resources("data.aws_internet_gateway"),
];

const natGateways = (
  plan: EnvironmentPlan,
): readonly ResourceOf<"aws_nat_gateway" | "data.aws_nat_gateway">[] => [
  ...plan.resources("aws_nat_gateway"),
  ...plan.resources("data.aws_nat_gateway"),
];

/** People and networks outside of the VPC, what carries their traffic to it, and the gateways of the VPC. */
export function outsideParts(plan: EnvironmentPlan): Drawn {
  const people = [...clients(plan), ...operators(plan)];
  const inbound = distinctEdges(people.flatMap((each) => edgesOf(plan, each)));
  const outbound = distinctEdges([
    ...interfacesOf(plan).workloads.flatMap((place) => outboundEdges(plan, place)),
    ...natEdges(plan),
    ...hubEdges(plan),
  ]);
  const edges = [...inbound, ...outbound];
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const all = [...edges, ...gatewayEdges(plan, inbound, used), ...attachedEdges(plan, used)];
  const ends = new Set(all.flatMap(({ from, to }) => [from, to]));
  return {
    boxes: [
      ...people.map(({ id, title, ranges, isInside }): Box => ({
        id,
        kind: "people",
        title,
        ...(isInside ? { in: VPC } : {}),
        lines: (ranges.length === 0 ? ["ranges in no rule of this environment"] : ranges).map((each) =>
          line(each),
        ),
      })),
      ...carrierBoxes(plan).filter(({ id }) => ends.has(id)),
      ...internetGateways(plan).map((each): Box => ({
        id: blockId(each),
        kind: "gateway",
        title: "Internet gateway",
        in: VPC,
        lines: [],
      })),
      ...natGateways(plan).map((each): Box => natBox(plan, each)),
    ],
    edges: all,
  };
}

/** People with one goal in the VPC. */
interface People {
  readonly id: string;
  readonly title: string;
  readonly ranges: readonly string[];
  /** Ranges that arrive through the internet, also if their addresses are private. */
  readonly byInternet: readonly string[];
  readonly goal: string;
  readonly ports: string;
  /** True if all their addresses are those of the VPC. */
  readonly isInside: boolean;
}

const clients = (plan: EnvironmentPlan): People[] =>
  loadBalancersOf(plan).map((balancer) => {
    const ranges = clientRangesTo(plan, balancer);
    return {
      id: clientsId(balancer),
      title: "Clients",
      ranges,
      byInternet: [],
      goal: idIn(balancer),
      ports: listenersText(balancer),
      isInside: areInside(plan, ranges),
    };
  });

function operators(plan: EnvironmentPlan): People[] {
  const own = openingsOf(plan).api.flatMap(({ rules }) =>
    rules.flatMap((rule) => openingsOf(plan).clientRanges(rule)),
  );
  const byInternet = plan.resources("aws_eks_cluster").flatMap(({ config }) => {
    const access = block(config.vpc_config);
    if (access.endpoint_public_access === false) return [];
    const ranges = texts(access.public_access_cidrs);
    return ranges.length === 0 ? [ANYWHERE] : ranges;
  });
  const ranges = [...new Set([...own, ...byInternet])];
  return ranges.length === 0
    ? []
    : [
        {
          id: "operators",
          title: "Operators",
          ranges,
          byInternet,
          goal: CONTROL_PLANE,
          ports: "TCP 443",
          isInside: areInside(plan, ranges),
        },
      ];
}

function areInside(plan: EnvironmentPlan, ranges: readonly string[]): boolean {
  const inside = (cidr: string): boolean => {
    const range = rangeOf(cidr);
    return range !== undefined && vpcsOf(plan).ranges.some((vpc) => vpc.holds(range));
  };
  return ranges.length > 0 && ranges.every(inside);
}

/** Edges of people to what carries them, and from there to their goal. */
function edgesOf(plan: EnvironmentPlan, { id, ranges, byInternet, goal, ports, isInside }: People): Edge[] {
  if (isInside) return [{ from: id, to: goal, label: ports }];
  const carriers = [
    ...new Set([
      ...ranges.filter((range) => !byInternet.includes(range)).map((range) => carrierOf(plan, range)),
      ...(byInternet.length > 0 ? [INTERNET] : []),
      ...(ranges.length === 0 ? [ELSEWHERE] : []),
    ]),
  ];
  const [gateway] = internetGateways(plan);
  return carriers.flatMap((carrier): Edge[] => {
    // The public endpoint of the API is not in the VPC.
    const entering = carrier === INTERNET && gateway && goal !== CONTROL_PLANE ? blockId(gateway) : carrier;
    return [
      { from: id, to: carrier, label: "" },
      ...(entering === carrier ? [] : [{ from: carrier, to: entering, label: "" }]),
      { from: entering, to: goal, label: ports },
    ];
  });
}

/** The id of the box that carries the traffic of a range: the attachment of the longest prefix, or the internet for public addresses. */
function carrierOf(plan: EnvironmentPlan, cidr: string): string {
  const range = rangeOf(cidr);
  if (!range?.isPrivate) return INTERNET;
  const [attached] = vpcAttachmentsOf(plan)
    .flatMap(({ id, ranges }) => ranges.flatMap((each) => ({ id, to: rangeOf(each) ?? range })))
    .filter(({ to }) => to.meets(range))
    .sort((a, b) => Number(b.to.holds(range)) - Number(a.to.holds(range)) || a.to.size - b.to.size);
  return attached?.id ?? ELSEWHERE;
}

const carrierBoxes = (plan: EnvironmentPlan): Box[] => [
  { id: INTERNET, kind: "internet", title: "Internet", level: 1, lines: [] },
  { id: HUB, kind: "endpoints", title: "Interface endpoints of a hub", level: 3, lines: hubLines(plan) },
  ...vpcAttachmentsOf(plan).map((attachment): Box => ({
    id: attachment.id,
    kind: "attachment",
    title: [
      attachment.kind === "peering" ? "Peering connection" : "Transit gateway",
      ...(isFound(attachment.resource) ? ["(existing)"] : []),
    ].join(" "),
    level: 1,
    lines: attachment.ranges.map((each) => line(`to ${each}`)),
  })),
  {
    id: ELSEWHERE,
    kind: "elsewhere",
    title: "Way that is not in these stacks",
    level: 1,
    lines: [line("no route leads to these ranges")],
  },
];

function natBox(plan: EnvironmentPlan, gateway: ResourceOf<"aws_nat_gateway" | "data.aws_nat_gateway">): Box {
  const [subnet] = namedSubnets(plan, inLayer(gateway, gateway.config.subnet_id));
  return {
    id: blockId(gateway),
    kind: "nat",
    title: "NAT gateway",
    in: subnet === undefined ? VPC : zoneGroup(subnet),
    lines: [],
  };
}

/** Edges of nodes and pods to the internet, by the routes of their subnets. */
function outboundEdges(plan: EnvironmentPlan, place: InterfaceSet): Edge[] {
  const allowed = allowedOutside(plan, place, isWholeInternet);
  if (allowed.length === 0) return [];
  const routes = place.subnets.flatMap(({ table }) =>
    internetRoutes(table, "internet", "nat", "attachment", "other"),
  );
  const unknown = place.subnets.some(({ table }) => table === undefined) ? [INTERNET] : [];
  return [...new Set([...routes.map((route) => exitOf(plan, route)), ...unknown])].map((to) => ({
    from: idIn(place),
    to,
    label: portsText(allowed),
  }));
}

const exitOf = (plan: EnvironmentPlan, route: Route): string =>
  (route.gateway && attachmentOf(plan, route) === undefined && isDrawn(plan, route.gateway)
    ? blockId(route.gateway)
    : undefined) ??
  attachmentOf(plan, route)?.id ??
  INTERNET;

const isDrawn = (plan: EnvironmentPlan, gateway: PlannedResource): boolean =>
  [...internetGateways(plan), ...natGateways(plan)].some((each) => each === gateway);

/** A NAT gateway sends through the internet gateway. */
const natEdges = (plan: EnvironmentPlan): Edge[] =>
  natGateways(plan).flatMap((nat) =>
    internetGateways(plan)
      .slice(0, 1)
      .map((gateway) => ({ from: blockId(nat), to: blockId(gateway), label: "" })),
  );

/** The arrow from an internet gateway to the internet; none where people come in by it, whose arrow is between the two. */
function gatewayEdges(plan: EnvironmentPlan, inbound: readonly Edge[], used: ReadonlySet<string>): Edge[] {
  return internetGateways(plan)
    .map(blockId)
    .filter((id) => used.has(id))
    .filter((id) => !inbound.some(({ from, to }) => from === INTERNET && to === id))
    .map((id) => ({ from: id, to: INTERNET, label: "" }));
}

/** Attached networks that use the endpoints, and those of which the stacks show no use. */
function attachedEdges(plan: EnvironmentPlan, used: ReadonlySet<string>): Edge[] {
  const users = openingsOf(plan)
    .endpoints.flatMap(({ rules }) => rules.flatMap((rule) => openingsOf(plan).clientRanges(rule)))
    .map((range) => carrierOf(plan, range));
  return vpcAttachmentsOf(plan).flatMap(({ id }: VpcAttachment): Edge[] =>
    users.includes(id)
      ? [{ from: id, to: ENDPOINTS, label: "TCP 443" }]
      : used.has(id)
        ? []
        : [{ from: id, to: VPC, label: "", both: true }],
  );
}

const hubLines = (plan: EnvironmentPlan): Line[] =>
  Object.values(interfacesOf(plan).hub ?? {}).map((names) => line(names.join(", ")));

/** Calls of a hub, by what carries them. */
const hubEdges = (plan: EnvironmentPlan): Edge[] =>
  (interfacesOf(plan).hub?.cidrs ?? []).flatMap((cidr) => {
    const to = carrierOf(plan, cidr);
    return [
      ...interfacesOf(plan).workloads.map((place) => ({ from: idIn(place), to, label: "TCP 443" })),
      { from: to, to: HUB, label: "TCP 443" },
    ];
  });

/** Edges without those that others repeat. */
const distinctEdges = (edges: readonly Edge[]): Edge[] => [
  ...new Map(edges.map((edge) => [JSON.stringify([edge.from, edge.to, edge.label]), edge])).values(),
];
