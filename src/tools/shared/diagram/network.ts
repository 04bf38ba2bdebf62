import { block, isTrue, text } from "../../../proof/model/blocks";
import { addonsOf } from "../../../proof/model/cluster/addons";
import { modelsOf } from "../../../proof/model/capacity/models";
import { type Workload, workloadsOf as runningWorkloads } from "../../../proof/model/capacity/workloads";
import { type NodeGroup, nodeGroups } from "../../../proof/model/cluster/node-groups";
import { helmReleasesOf } from "../../../proof/model/helm-releases";
import { homeOf } from "../../../proof/model/home";
import {
  type AllowedPorts,
  allowedBetween,
  allowedOutside,
  isS3,
  isWholeInternet,
  portsText,
} from "../../../proof/model/network/allowed-connections";
import { attachmentsOf } from "../../../proof/model/network/attachments";
import { databasesOf } from "../../../proof/model/network/databases";
import { attachedRangesOf, callersOf } from "../../../proof/model/network/endpoint-users";
import { type Endpoint, endpointsOf } from "../../../proof/model/network/endpoints";
import {
  type InterfaceSet,
  controlPlanesOf,
  distinct,
  fargateOf,
  nodesOf,
} from "../../../proof/model/network/interface-sets";
import { loadBalancersOf } from "../../../proof/model/network/load-balancers";
import { apiOpeningsOf, clientRangesOf } from "../../../proof/model/network/openings";
import { internetRoutes } from "../../../proof/model/network/routing";
import { type Subnet, subnetsOf } from "../../../proof/model/network/subnets";
import { vpcsOf } from "../../../proof/model/network/vpcs";
import { type EnvironmentPlan } from "../../../proof/terraform-json/environment-plan";
import { type Box, type Drawing, type Edge, type Group, type Line, line } from "./drawing";
import { balancerTitle, clientsBox, clientsEdge, idIn, placesOf, targetEdges } from "./entries";

const VPC = "vpc";
const CLUSTER = "cluster";
const CONTROL_PLANE = "control-plane";
const MODELS = "models";
const ENDPOINTS = "endpoints";

const NOTES = [
  "Arrows with ports are connections that security groups of both sides allow; arrows without are ways. Checks prove network ACLs, routes and network policies.",
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

interface Parts {
  readonly groups?: readonly Group[];
  readonly boxes: readonly Box[];
  readonly edges?: readonly Edge[];
}

function vpcGroups(plan: EnvironmentPlan): Group[] {
  const cidrs = vpcsOf(plan).map(({ attributes, isFound }) =>
    [text(attributes["cidr_block"]) ?? "", isFound ? "(existing)" : ""].join(" ").trim(),
  );
  return [{ id: VPC, title: `VPC ${cidrs.join(", ")}`.trim() }];
}

/** Ways of subnets to the internet, which order their groups. */
const TIERS = {
  public: "public subnets",
  nat: "private subnets, with a NAT gateway",
  attachment: "private subnets, to the internet through another network",
  other: "private subnets, to the internet by a route whose target is not known",
  private: "private subnets, without a way to the internet",
  unknown: "subnets whose routes are not known",
} as const;

type Tier = keyof typeof TIERS;

function tierOf({ table, givesPublicAddresses }: Subnet): Tier {
  if (table === undefined) return givesPublicAddresses ? "public" : "unknown";
  if (internetRoutes(table, "internet").length > 0) return "public";
  const ways = ["nat", "attachment", "other"] as const;
  return ways.find((way) => internetRoutes(table, way).length > 0) ?? "private";
}

/** The group of interfaces, by their first subnet. */
const tierGroup = ({ subnets }: InterfaceSet): string => {
  const [first] = subnets;
  return first === undefined ? VPC : tierOf(first);
};

function subnetParts(plan: EnvironmentPlan): Parts {
  const subnets = [...subnetsOf(plan).values()];
  const tiers = (Object.keys(TIERS) as Tier[]).filter((tier) =>
    subnets.some((each) => tierOf(each) === tier),
  );
  return {
    groups: tiers.map((tier) => ({ id: tier, title: TIERS[tier], in: VPC })),
    boxes: tiers.map((tier): Box => ({
      id: `subnets ${tier}`,
      kind: "subnets",
      title: "Subnets",
      in: tier,
      lines: subnets
        .filter((each) => tierOf(each) === tier)
        .map(({ zone, cidr, resource }) => line(zone ?? "", cidr === "" ? resource.name : cidr)),
    })),
  };
}

/** Load balancers with their clients and targets. */
function entryParts(plan: EnvironmentPlan): Parts {
  const all = loadBalancersOf(plan);
  return {
    boxes: all.flatMap((balancer): Box[] => [
      clientsBox(plan, balancer),
      {
        id: idIn(balancer),
        kind: "entry",
        title: balancerTitle(balancer),
        in: tierGroup(balancer),
        lines: [line(`from ${balancer.resource.address}`)],
      },
    ]),
    edges: all.flatMap((balancer) => [
      clientsEdge(balancer),
      ...targetEdges(plan, balancer, {
        from: idIn(balancer),
        to: MODELS,
        ports: distinct(balancer.backends.map(({ port }) => port)),
      }),
    ]),
  };
}

function clusterParts(plan: EnvironmentPlan): Parts {
  const planes = controlPlanesOf(plan);
  const [plane] = planes;
  if (!plane) return { boxes: [] };
  const nodes = nodesOf(plan);
  const fargate = fargateOf(plan);
  const inCluster = tierGroup(nodes[0] ?? fargate ?? plane);
  const places = placesOf(plan).map((each) => [idIn(each), each] as const);
  return {
    groups: [{ id: CLUSTER, title: clusterTitle(plane), in: inCluster }],
    boxes: [
      { id: CONTROL_PLANE, kind: "kubernetes", title: "Kubernetes API", in: CLUSTER, lines: apiLines(plane) },
      ...nodes.map((each) => nodesBox(plan, each)),
      ...(fargate ? [fargateBox(plan, fargate)] : []),
      ...modelBox(plan),
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
  kind: "kubernetes",
  title: "Pods on Fargate",
  in: CLUSTER,
  lines: plan.resources("aws_eks_fargate_profile").map(({ name }) => line(name)),
});

function nodesBox(plan: EnvironmentPlan, nodes: InterfaceSet): Box {
  const groups = nodeGroups(plan).filter(({ subnets }) =>
    subnets.some((each) => nodes.subnets.includes(each)),
  );
  return { id: idIn(nodes), kind: "kubernetes", title: "Nodes", in: CLUSTER, lines: groups.map(nodeLine) };
}

function nodeLine({ resource, instanceTypes, min, max, subnets }: NodeGroup): Line {
  const zones = distinct(subnets.flatMap(({ zone }) => zone ?? []));
  const count = min === max ? String(min) : `${min} to ${max}`;
  return line(
    text(resource.config["node_group_name"]) ?? resource.name,
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
          id: MODELS,
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
      charts.map(({ resource, chart }) => `${chart} ${text(resource.config["version"]) ?? ""}`.trim()),
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
  return lines.length === 0 ? [] : [{ id: "platform", kind: "pods", title: "Platform", in: CLUSTER, lines }];
}

const named = (title: string, names: readonly string[]): Line[] =>
  names.length === 0 ? [] : [line(title, distinct(names).sort().join(", "))];

/** Interface endpoints in one box, since they have the same clients, and gateways outside of the subnets. */
function endpointParts(plan: EnvironmentPlan): Parts {
  const all = endpointsOf(plan);
  const interfaces = all.filter(({ kind }) => kind === "Interface");
  const gateways = all.filter(({ kind }) => kind !== "Interface");
  const [first] = interfaces;
  const callers = placesOf(plan);
  return {
    boxes: [
      ...(first
        ? [
            {
              id: ENDPOINTS,
              kind: "endpoints" as const,
              title: `Interface endpoints (${interfaces.length}) and their callers`,
              in: tierGroup(first),
              lines: interfaces.map((each) => endpointLine(plan, each)),
            },
            awsBox(plan),
          ]
        : []),
      ...gateways.map((each): Box => ({
        id: idIn(each),
        kind: "endpoints",
        title: `${each.service ?? "unknown service"}, gateway endpoint`,
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
      ...(first ? [{ from: ENDPOINTS, to: AWS, label: "" }] : []),
      ...gateways
        .filter(({ service }) => service === "s3")
        .flatMap((gateway) =>
          callers.flatMap((from) => ported(idIn(from), idIn(gateway), allowedOutside(plan, from, isS3))),
        ),
    ],
  };
}

const AWS = "aws";

const awsBox = (plan: EnvironmentPlan): Box => ({
  id: AWS,
  kind: "outside",
  title: `AWS services in ${homeOf(plan).region}`,
  lines: [],
});

const endpointLine = (plan: EnvironmentPlan, { service, resource }: Endpoint): Line =>
  line(
    service ?? text(resource.config["service_name"]) ?? resource.name,
    service === undefined ? "" : callersOf(plan, service).join(", "),
  );

const wrapLines = (names: readonly string[]): Line[] => (names.length === 0 ? [] : [line(names.join(", "))]);

function databaseParts(plan: EnvironmentPlan): Parts {
  const all = databasesOf(plan);
  return {
    boxes: all.map((each): Box => ({
      id: idIn(each),
      kind: "data",
      title: `Database ${text(each.resource.config["identifier"]) ?? each.resource.name}`,
      in: tierGroup(each),
      lines: [
        line(
          [
            text(each.resource.config["engine"]) ?? "",
            text(each.resource.config["engine_version"]) ?? "",
            isTrue(each.resource.config["multi_az"]) ? "with a standby" : "",
          ]
            .filter((part) => part !== "")
            .join(" "),
        ),
        ...wrapLines(each.clients.map(({ owner }) => owner.name)),
      ],
    })),
    edges: all.flatMap((to) =>
      nodesOf(plan).flatMap((from) => ported(idIn(from), idIn(to), allowedBetween(plan, from, to))),
    ),
  };
}

/** The internet behind NAT gateways, operators of the Kubernetes API, and attached networks. */
function outsideParts(plan: EnvironmentPlan): Parts {
  const out = placesOf(plan)
    .filter(({ subnets }) => subnets.some((each) => tierOf(each) !== "private"))
    .map((from) => ({ from, allowed: allowedOutside(plan, from, isWholeInternet) }))
    .filter(({ allowed }) => allowed.length > 0);
  const gateways = [...plan.resources("aws_nat_gateway"), ...plan.resources("data.aws_nat_gateway")];
  const operators = apiOpeningsOf(plan).flatMap(({ rules }) =>
    rules.flatMap((rule) => clientRangesOf(plan, rule)),
  );
  const attachments = attachmentsOf(plan);
  return {
    boxes: [
      ...(out.length === 0
        ? []
        : [
            {
              id: "internet",
              kind: "outside" as const,
              title: "Internet",
              lines:
                gateways.length === 0
                  ? []
                  : [
                      line(
                        `through ${gateways.length} NAT ${gateways.length === 1 ? "gateway" : "gateways"}`,
                      ),
                    ],
            },
          ]),
      ...(operators.length === 0
        ? []
        : [
            {
              id: "operators",
              kind: "outside" as const,
              title: "Operators",
              lines: distinct(operators).map((each) => line(each)),
            },
          ]),
      ...attachments.map((attachment): Box => ({
        id: attachment.id,
        kind: "outside",
        title: attachment.kind === "peering" ? "Peered network" : "Networks of a transit gateway",
        lines: attachedRangesOf(plan, attachment).map((each) => line(each)),
      })),
    ],
    edges: [
      ...out.flatMap(({ from, allowed }) => ported(idIn(from), "internet", allowed)),
      ...(operators.length === 0 ? [] : [{ from: "operators", to: CONTROL_PLANE, label: "TCP 443" }]),
      ...attachments.map(({ id }): Edge => ({
        from: id,
        to: `subnets ${firstPrivateTier(plan)}`,
        label: "",
      })),
    ],
  };
}

const firstPrivateTier = (plan: EnvironmentPlan): Tier =>
  [...subnetsOf(plan).values()].map(tierOf).find((tier) => tier !== "public") ?? "public";
