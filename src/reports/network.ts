import { callersOf } from "../infrastructure/network-endpoint-users";
import { type Endpoint, endpointsOf } from "../infrastructure/network-endpoints";
import { type InterfaceSet, interfacesOf } from "../infrastructure/network-interfaces";
import { loadBalancersOf } from "../infrastructure/network-load-balancers";
import { subnetsOf, vpcsOf } from "../infrastructure/network-routes";
import { type EnvironmentPlan, isFound } from "../terraform/environment-plan";
import { outsideParts } from "./diagram/carriers";
import { type Box, type Drawing, type Edge, type Frame, type Line, line } from "./diagram/drawing";
import { balancerTitle, idIn, targetEdges } from "./diagram/entries";
import {
  type SubnetTier,
  CLUSTER,
  CONTROL_PLANE,
  type Drawn,
  ENDPOINTS,
  MODELS_BOX,
  REGION,
  DRAWING_LEVELS,
  tierGroup,
  tierOf,
  TIERS,
  VPC,
  zoneGroup,
  zoneOf,
} from "./diagram/parts";
import { serviceParts } from "./diagram/services";
import { block, isTrue, text } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { addonsOf, helmReleasesOf } from "../infrastructure/kubernetes-releases";
import { modelsOf } from "../infrastructure/capacity-shortage";
import { workloadsOf as runningWorkloads, type Workload } from "../infrastructure/kubernetes-workloads";
import { type NodeGroup, nodeGroups } from "../infrastructure/capacity-nodes";
import { homeOf } from "../infrastructure/text-references";
import { databasesOf } from "../infrastructure/network-databases";
import {
  allowedBetween,
  allowedOutside,
  type AllowedPorts,
  isListOf,
  portsText,
} from "./network/allowed-ports";

const NOTES = [
  "Arrows with ports are connections that the security groups of both sides allow; dashed arrows are ways. Checks prove network ACLs, routes and network policies.",
];

/** The network of an environment: who is where, and who can connect to whom. */
export function networkDrawing(plan: EnvironmentPlan): Drawing {
  const parts = [
    subnetParts(plan),
    entryParts(plan),
    clusterParts(plan),
    endpointParts(plan),
    databaseParts(plan),
    outsideParts(plan),
    serviceParts(plan),
  ];
  const { region } = homeOf(plan);
  return {
    title: `${plan.name}${region === "" ? "" : ` in ${region}`}`,
    notes: NOTES,
    groups: [...vpcGroups(plan), ...parts.flatMap(({ groups = [] }) => groups)],
    boxes: parts.flatMap(({ boxes }) => boxes),
    edges: parts.flatMap(({ edges = [] }) => edges),
  };
}

function vpcGroups(plan: EnvironmentPlan): Frame[] {
  const cidrs = vpcsOf(plan).all.map(({ attributes, isFound }) =>
    [text(attributes["cidr_block"]) ?? "", isFound ? "(existing)" : ""].join(" ").trim(),
  );
  return [{ id: VPC, kind: "vpc", title: `VPC ${cidrs.join(", ")}`.trim(), level: DRAWING_LEVELS.vpc }];
}

/** Subnets by their way to the internet, and by zone. */
function subnetParts(plan: EnvironmentPlan): Drawn {
  const subnets = [...subnetsOf(plan).values()];
  const tiers = (Object.keys(TIERS) as SubnetTier[]).filter((tier) =>
    subnets.some((each) => tierOf(each) === tier),
  );
  const zones = [...groupBy(subnets, zoneGroup)];
  return {
    groups: [
      ...tiers.map((tier, index): Frame => ({
        id: tier,
        kind: tier === "public" ? "public" : "private",
        title: TIERS[tier],
        in: VPC,
        level: index + 1,
      })),
      ...zones.flatMap(([id, [first]]): Frame[] =>
        first ? [{ id, kind: "zone", title: zoneOf(first), in: tierOf(first) }] : [],
      ),
    ],
    boxes: zones.map(([id, own]): Box => ({
      id: `subnets of ${id}`,
      kind: "subnets",
      title: own.length === 1 ? "Subnet" : "Subnets",
      in: id,
      lines: own.map(({ cidr, resource }) => line(cidr === "" ? resource.name : cidr)),
    })),
  };
}

/** Load balancers with their targets. */
function entryParts(plan: EnvironmentPlan): Drawn {
  const all = loadBalancersOf(plan);
  return {
    boxes: all.map((balancer): Box => ({
      id: idIn(balancer),
      kind: "balancer",
      title: balancerTitle(balancer),
      in: tierGroup(balancer),
      lines: [line(`from ${balancer.resource.address}`)],
    })),
    edges: all.flatMap((balancer) =>
      targetEdges(plan, balancer, {
        from: idIn(balancer),
        to: MODELS_BOX,
        ports: [...new Set(balancer.backends.map(({ port }) => port))],
      }),
    ),
  };
}

function clusterParts(plan: EnvironmentPlan): Drawn {
  const planes = interfacesOf(plan).controlPlanes;
  const [plane] = planes;
  if (!plane) return { boxes: [] };
  const nodes = interfacesOf(plan).nodes;
  const fargate = interfacesOf(plan).fargate;
  const inCluster = tierGroup(nodes[0] ?? fargate ?? plane);
  const places = interfacesOf(plan).workloads.map((each) => [idIn(each), each] as const);
  return {
    groups: [{ id: CLUSTER, kind: "cluster", title: clusterTitle(plane), in: inCluster, level: 1 }],
    boxes: [
      ...modelBox(plan),
      { id: CONTROL_PLANE, kind: "api", title: "Kubernetes API", in: CLUSTER, lines: apiLines(plane) },
      ...nodes.map((each) => nodesBox(plan, each)),
      ...(fargate ? [fargateBox(plan, fargate)] : []),
      ...platformBox(plan),
    ],
    edges: [
      ...places.flatMap(([id, each]) => [
        ...ported(id, CONTROL_PLANE, allowedBetween(plan, each, plane)),
        ...ported(CONTROL_PLANE, id, allowedBetween(plan, plane, each)),
      ]),
    ],
  };
}

/** An edge with the allowed ports; none if nothing is allowed. */
const ported = (from: string, to: string, allowed: readonly AllowedPorts[]): Edge[] =>
  allowed.length === 0 ? [] : [{ from, to, label: portsText(allowed) }];

function clusterTitle({ resource }: InterfaceSet): string {
  const { name, version } = resource.config;
  return `EKS cluster ${text(name) ?? ""}, Kubernetes ${text(version) ?? "of the default version"}`;
}

function apiLines({ resource }: InterfaceSet): Line[] {
  const config = block(resource.config["vpc_config"]);
  return [
    ...(config["endpoint_private_access"] === true ? [line("private endpoint")] : []),
    ...(config["endpoint_public_access"] === false ? [] : [line("public endpoint")]),
  ];
}

const fargateBox = (plan: EnvironmentPlan, fargate: InterfaceSet): Box => ({
  id: idIn(fargate),
  kind: "nodes",
  title: "Pods on Fargate",
  in: CLUSTER,
  level: 1,
  lines: plan.resources("aws_eks_fargate_profile").map(({ name }) => line(name)),
});

function nodesBox(plan: EnvironmentPlan, nodes: InterfaceSet): Box {
  const groups = nodeGroups(plan).filter(({ subnets }) =>
    subnets.some((each) => nodes.subnets.includes(each)),
  );
  return {
    id: idIn(nodes),
    kind: "nodes",
    title: "Nodes",
    in: CLUSTER,
    level: 1,
    lines: groups.map(nodeLine),
  };
}

function nodeLine({ resource, instanceTypes, min, max, subnets }: NodeGroup): Line {
  const zones = [...new Set(subnets.flatMap(({ zone }) => zone ?? []))];
  const count = min === max ? String(min) : `${min} to ${max}`;
  return line(
    text(resource.config.node_group_name) ?? resource.name,
    `${count} ${instanceTypes.join(", ")}`,
    zones.join(", "),
  );
}

function modelBox(plan: EnvironmentPlan): Box[] {
  const models = modelsOf(plan);
  return models.length === 0
    ? []
    : [
        {
          id: MODELS_BOX,
          kind: "pods",
          title: "Models",
          in: CLUSTER,
          lines: models.map(({ name, min, max }) => line(name, pods(min, max))),
        },
      ];
}

const pods = (min: number, max: number): string =>
  min === max ? `${min} ${min === 1 ? "pod" : "pods"}` : `${min} to ${max} pods`;

/** Programs beside the models: charts, add-ons, and Deployments of the platform. */
function platformBox(plan: EnvironmentPlan): Box[] {
  const charts = helmReleasesOf(plan).filter(({ local }) => !local);
  const own = runningWorkloads(plan).filter((each: Workload) => each.resource.layer === "platform");
  const lines = [
    ...named(
      "charts",
      charts.map(({ resource, chart }) => `${chart} ${text(resource.config.version) ?? ""}`.trim()),
    ),
    ...named(
      "add-ons",
      addonsOf(plan).map(({ name }) => name),
    ),
    ...named(
      "programs",
      own.map(({ name }) => name),
    ),
  ];
  return lines.length === 0
    ? []
    : [{ id: "platform", kind: "platform", title: "Platform", in: CLUSTER, level: 2, lines }];
}

const named = (title: string, names: readonly string[]): Line[] =>
  names.length === 0 ? [] : [line(title, [...new Set(names)].sort().join(", "))];

/** Interface endpoints in one box, since they have the same clients, and gateways outside of the subnets. */
function endpointParts(plan: EnvironmentPlan): Drawn {
  const all = endpointsOf(plan);
  const interfaces = all.filter(({ kind }) => kind === "Interface");
  const gateways = all.filter(({ kind }) => kind !== "Interface");
  const [first] = interfaces;
  const callers = interfacesOf(plan).workloads;
  return {
    boxes: [
      ...(first
        ? [
            {
              id: ENDPOINTS,
              kind: "endpoints" as const,
              title: `Interface endpoints (${interfaces.length}) and their callers`,
              // Existing ones have any subnets of the VPC.
              in: isFound(first.resource) ? VPC : tierGroup(first),
              level: 3,
              lines: interfaces.map((each) => endpointLine(plan, each)),
            },
          ]
        : []),
      ...gateways.map((each): Box => ({
        id: idIn(each),
        kind: "endpoints",
        title: `${each.service ?? "unknown service"}, gateway endpoint`,
        in: VPC,
        level: GATEWAYS,
        lines: wrapLines(callersOf(plan, each.service ?? "")),
      })),
    ],
    edges: [
      ...(first
        ? callers.flatMap((from) =>
            ported(
              idIn(from),
              ENDPOINTS,
              // One denied endpoint denies the arrow of the box: each is judged by its own groups.
              interfaces
                .map((each) => allowedBetween(plan, from, each))
                .reduce((fewest, each) => (each.length < fewest.length ? each : fewest)),
            ),
          )
        : []),
      ...(first ? [{ from: ENDPOINTS, to: REGION, label: "" }] : []),
      ...gateways.map((gateway) => ({ from: idIn(gateway), to: REGION, label: "" })),
      ...gateways
        .filter(({ service }) => service !== undefined && callersOf(plan, service).length > 0)
        .flatMap((gateway) =>
          callers.flatMap((from) =>
            ported(idIn(from), idIn(gateway), allowedOutside(plan, from, isListOf(gateway.service))),
          ),
        ),
    ],
  };
}

/** Gateway endpoints are below all subnets. */
const GATEWAYS = Object.keys(TIERS).length + 1;

const endpointLine = (plan: EnvironmentPlan, { service, resource }: Endpoint): Line =>
  line(
    service ?? text(resource.config["service_name"]) ?? resource.name,
    service === undefined ? "" : callersOf(plan, service).join(", "),
  );

const wrapLines = (names: readonly string[]): Line[] => (names.length === 0 ? [] : [line(names.join(", "))]);

function databaseParts(plan: EnvironmentPlan): Drawn {
  const all = databasesOf(plan);
  return {
    boxes: all.map((each): Box => ({
      id: idIn(each),
      kind: "database",
      title: `Database ${text(each.resource.config.identifier) ?? each.resource.name}`,
      in: tierGroup(each),
      level: 2,
      lines: [
        line(
          [
            text(each.resource.config.engine) ?? "",
            text(each.resource.config.engine_version) ?? "",
            isTrue(each.resource.config.multi_az) ? "with a standby" : "",
          ]
            .filter((part) => part !== "")
            .join(" "),
        ),
        ...wrapLines(each.clients.map(({ owner }) => owner.name)),
      ],
    })),
    edges: all.flatMap((to) =>
      interfacesOf(plan).nodes.flatMap((from) =>
        ported(idIn(from), idIn(to), allowedBetween(plan, from, to)),
      ),
    ),
  };
}
