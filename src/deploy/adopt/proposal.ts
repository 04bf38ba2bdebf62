import { resolversOf } from "../../environment/existing-network";
import { type JsonObject, asArray } from "../../terraform/stack-json";
import { chosenSubnets } from "./chosen-subnets";
import { type ClusterReading } from "./cluster-reading";
import { proposedGroups } from "./groups";
import { type Preparation } from "./preparation";
import { proposedAttachments } from "./proposed-attachments";
import { proposedCluster } from "./proposed-cluster";
import { proposedEndpoints } from "./proposed-endpoints";
import { tagsOf } from "../teardown/look";
import { type NetworkReading, nameTag } from "./reading";

/** A part of an environment's file for an existing network, and for a cluster in it. */
export interface Proposal {
  /** Keys and values of the YAML file. */
  readonly file: Readonly<Record<string, unknown>>;
  readonly preparations: readonly Preparation[];
  /** Facts of the network and the cluster that the file cannot declare, and choices among several resources. */
  readonly notes: readonly string[];
}

/** A cluster whose keys are proposed too. */
export interface ClusterToPropose {
  readonly reading: ClusterReading;
  /** EKS add-ons whose versions the file can have. */
  readonly addons: readonly string[];
}

/**
 * Proposes the keys of an environment that looks up a network, and those of a cluster in it that Terraform takes over, with what
 * to prepare in AWS.
 */
export function proposalOf(reading: NetworkReading, existing?: ClusterToPropose): Proposal {
  const { account, region, vpc } = reading;
  const vpcId = String(vpc["VpcId"]);
  const vpcName = nameTag(vpc);
  const endpoints = proposedEndpoints(reading);
  const entry = entryOf(reading);
  const groups = proposedGroups(reading, {
    ...(endpoints.group === undefined ? {} : { endpoints: endpoints.group }),
    ...(entry?.group === undefined ? {} : { alb: entry.group }),
  });
  const subnets = chosenSubnets(reading);
  const { chosen } = subnets;
  const attachments = proposedAttachments(reading, chosen.private);
  const resolvers = ["AmazonProvidedDNS", ...resolversOf(String(vpc["CidrBlock"]))];
  const nameServers = reading.nameServers.filter((server) => !resolvers.includes(server));
  const cluster =
    existing &&
    proposedCluster(existing.reading, {
      network: reading,
      prefix: groups.namePrefix,
      zones: subnets.zones,
      addons: existing.addons,
    });
  return {
    file: {
      account,
      region,
      namePrefix: groups.namePrefix,
      network: {
        ...(vpcName === "" ? {} : { vpcName }),
        vpcCidr: String(vpc["CidrBlock"]),
        zones: subnets.zones,
        ...(subnets.publicSubnets ? { publicSubnets: subnets.publicSubnets } : {}),
        privateSubnets: subnets.privateSubnets,
        egress: attachments.egress ?? subnets.egress,
        ...(attachments.attachments.length > 0 ? { attachments: attachments.attachments } : {}),
        existing: {
          vpcId,
          ...(chosen.public.length > 0 ? { publicSubnetIds: idsOf(chosen.public) } : {}),
          privateSubnetIds: idsOf(chosen.private),
          // With these ids, routes to attachments would be created, and those that AWS has are in the way.
          ...(attachments.attachments.length > 0 ? {} : { privateRouteTableIds: subnets.privateTables }),
          ...given("securityGroupIds", groups.ids),
          ...given("endpointIds", endpoints.ids),
          ...given("nameServers", nameServers),
          subnetTags: subnetTagsOf(chosen),
          ...(Object.keys(groups.ids).length > 0 ? { rules: groups.rules } : {}),
        },
      },
      ...(cluster ? { cluster: cluster.keys } : {}),
      ...(entry ? { entry: entry.keys } : {}),
    },
    preparations: [
      ...dnsPreparations(reading, vpcId),
      ...groups.preparations,
      ...(cluster?.preparations ?? []),
    ],
    notes: [
      ...subnets.notes,
      ...groups.notes,
      ...endpoints.notes,
      ...attachments.notes,
      ...nameServers.slice(0, 1).map(() => SERVERS_NOTE),
      ...(entry
        ? []
        : [
            "entry: the VPC has no single ALB with a target group of type ip; choose an entry (docs/reference/configuration.md)",
          ]),
      ...(cluster?.notes ?? []),
    ],
  };
}

const SERVERS_NOTE =
  "network.existing.nameServers: they have to forward names of AWS to a resolver of the VPC (docs/guide/company.md)";

function dnsPreparations(reading: NetworkReading, vpc: string): Preparation[] {
  const off = [
    ...(reading.hasDnsSupport ? [] : ["enable-dns-support"]),
    ...(reading.hasDnsHostnames ? [] : ["enable-dns-hostnames"]),
  ];
  return off.map((option) => ({
    reason: "names of endpoints resolve only with it",
    command: `aws ec2 modify-vpc-attribute --region ${reading.region} --vpc-id ${vpc} --${option} Value=true`,
  }));
}

const idsOf = (subnets: readonly JsonObject[]): string[] => subnets.map(({ SubnetId }) => String(SubnetId));

/** A key with ids; none without them. */
const given = (key: string, ids: object): object => (Object.keys(ids).length > 0 ? { [key]: ids } : {});

const ROLES = {
  "kubernetes.io/role/elb": "public",
  "kubernetes.io/role/internal-elb": "private",
} as const;

/** Tags that every subnet of their tier has. */
function subnetTagsOf(chosen: Readonly<Record<"public" | "private", readonly JsonObject[]>>): string[] {
  const roles = Object.entries(ROLES).filter(
    ([key, tier]) =>
      chosen[tier].length > 0 &&
      chosen[tier].every((subnet) => ["1", ""].includes(tagsOf(subnet["Tags"])[key] ?? "-")),
  );
  const clusters = [...chosen.public, ...chosen.private].map((subnet) =>
    Object.keys(tagsOf(subnet["Tags"])).some((key) => key.startsWith("kubernetes.io/cluster/")),
  );
  return [...roles.map(([key]) => key), ...(clusters.every(Boolean) ? ["kubernetes.io/cluster"] : [])];
}

/** The entry of a VPC with one ALB and one target group of type ip. */
function entryOf({
  balancers,
  targetGroups,
}: NetworkReading): { readonly keys: object; readonly group: string | undefined } | undefined {
  const albs = balancers.filter(({ Type }) => Type === "application");
  const groups = targetGroups.filter(({ TargetType }) => TargetType === "ip");
  const [alb] = albs;
  const [group] = groups;
  if (albs.length !== 1 || groups.length !== 1 || alb === undefined || group === undefined) return undefined;
  const [securityGroup] = asArray(alb["SecurityGroups"] ?? []);
  return {
    keys: {
      type: "existing-alb",
      loadBalancerName: String(alb["LoadBalancerName"]),
      targetGroupName: String(group["TargetGroupName"]),
      scheme: String(alb["Scheme"]),
    },
    group: typeof securityGroup === "string" ? securityGroup : undefined,
  };
}
