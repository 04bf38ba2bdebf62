import { type EndpointService, ENDPOINT_SERVICE_NAMES } from "../../platform/facts/endpoints";
import { type JsonObject } from "../../proof/terraform-json/stack-json";
import { chosenSubnets } from "./chosen-subnets";
import { type ClusterReading } from "./cluster-reading";
import { proposedGroups } from "./groups";
import { type Preparation } from "./preparation";
import { proposedCluster } from "./proposed-cluster";
import { type NetworkReading, nameOf, tagsOf } from "./reading";

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
  const vpcName = nameOf(vpc);
  const groups = proposedGroups(reading);
  const subnets = chosenSubnets(reading, groups.namePrefix);
  const endpoints = endpointsOf(reading);
  const entry = entryOf(reading);
  const tag = (id: string, name: string): string =>
    `aws ec2 create-tags --region ${region} --resources ${id} --tags Key=Name,Value=${name}`;
  const cluster =
    existing &&
    proposedCluster(existing.reading, {
      network: reading,
      prefix: groups.namePrefix,
      zones: subnets.zones,
      addons: existing.addons,
    });
  const proposedName = vpcName === "" ? `${groups.namePrefix}-vpc` : vpcName;
  return {
    file: {
      account,
      region,
      namePrefix: groups.namePrefix,
      network: {
        vpcName: proposedName,
        vpcCidr: String(vpc["CidrBlock"]),
        zones: subnets.zones,
        ...(subnets.publicSubnets ? { publicSubnets: subnets.publicSubnets } : {}),
        privateSubnets: subnets.privateSubnets,
        egress: subnets.egress,
        existing: {
          endpoints: endpoints.known,
          subnetTags: subnetTagsOf(subnets.chosen),
          rules: groups.rules,
        },
      },
      ...(cluster ? { cluster: cluster.keys } : {}),
      ...(entry ? { entry } : {}),
    },
    preparations: [
      ...(vpcName === ""
        ? [{ reason: "the VPC is looked up by its tag Name", command: tag(vpcId, proposedName) }]
        : []),
      ...dnsPreparations(reading, vpcId),
      ...subnets.preparations,
      ...groups.preparations,
      ...(cluster?.preparations ?? []),
    ],
    notes: [
      ...subnets.notes,
      ...groups.notes,
      ...endpoints.notes,
      ...(entry
        ? []
        : [
            "entry: the VPC has no single ALB with a target group of type ip; choose an entry (docs/reference/configuration.md)",
          ]),
      ...(cluster?.notes ?? []),
    ],
  };
}

function dnsPreparations(
  { region, hasDnsSupport, hasDnsHostnames }: NetworkReading,
  vpc: string,
): Preparation[] {
  const change = (option: string): string =>
    `aws ec2 modify-vpc-attribute --region ${region} --vpc-id ${vpc} --${option} Value=true`;
  const reason = "names of endpoints resolve only with it";
  return [
    ...(hasDnsSupport ? [] : [{ reason, command: change("enable-dns-support") }]),
    ...(hasDnsHostnames ? [] : [{ reason, command: change("enable-dns-hostnames") }]),
  ];
}

/** Services with an available endpoint, in the order of the schema. */
function endpointsOf({ endpoints, region }: NetworkReading): { known: EndpointService[]; notes: string[] } {
  const services = endpoints
    .filter(({ State }) => String(State).toLowerCase() === "available")
    .map(({ ServiceName }) => String(ServiceName).replace(`com.amazonaws.${region}.`, ""));
  const known = ENDPOINT_SERVICE_NAMES.filter((name) => services.includes(name));
  const others = services.filter((name) => !known.some((each) => each === name));
  return {
    known,
    notes: others.map(
      (name) => `network.existing.endpoints: ${name} is no service that an environment declares`,
    ),
  };
}

const ROLES = {
  "kubernetes.io/role/elb": "public",
  "kubernetes.io/role/internal-elb": "private",
} as const;

/** Tags that every subnet of their tier has. */
function subnetTagsOf(chosen: Readonly<Record<"public" | "private", readonly JsonObject[]>>): string[] {
  const roles = Object.entries(ROLES).filter(
    ([key, tier]) =>
      chosen[tier].length > 0 &&
      chosen[tier].every((subnet) => ["1", ""].includes(tagsOf(subnet)[key] ?? "-")),
  );
  const clusters = [...chosen.public, ...chosen.private].map((subnet) =>
    Object.keys(tagsOf(subnet)).some((key) => key.startsWith("kubernetes.io/cluster/")),
  );
  return [...roles.map(([key]) => key), ...(clusters.every(Boolean) ? ["kubernetes.io/cluster"] : [])];
}

/** The entry of a VPC with one ALB and one target group of type ip. */
function entryOf({ balancers, targetGroups }: NetworkReading): object | undefined {
  const albs = balancers.filter(({ Type }) => Type === "application");
  const groups = targetGroups.filter(({ TargetType }) => TargetType === "ip");
  const [alb] = albs;
  const [group] = groups;
  if (albs.length !== 1 || groups.length !== 1 || alb === undefined || group === undefined) return undefined;
  return {
    type: "existing-alb",
    loadBalancerName: String(alb["LoadBalancerName"]),
    targetGroupName: String(group["TargetGroupName"]),
    scheme: String(alb["Scheme"]),
  };
}
