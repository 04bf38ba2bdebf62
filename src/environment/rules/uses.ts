import { overlaps } from "../../base/cidr";
import { counted } from "../../base/counted";
import { PRIVATE_RANGES } from "../../facts/private-ranges";
import { endpointTypeOf } from "../endpoints";
import { entryReach } from "../entry";
import { describeEnvironment } from "../environment";
import { isByIds } from "../existing-network";
import { type ConfigPath } from "../problems";
import { type EnvironmentConfig } from "../schema";

type Attachment = EnvironmentConfig["network"]["attachments"][number];
type Existing = NonNullable<EnvironmentConfig["network"]["existing"]>;

/** A use of something in AWS that other environments can use too. */
export interface SharedUse {
  /** Kind and identity of the thing. */
  readonly shared: string;
  /** Names, ids or ranges in it. */
  readonly values: readonly string[];
  /** The values of two environments that conflict: the same ones, overlapping ranges of two VPCs, or other ones. */
  readonly how: "same" | "overlapping" | "other";
  /** VPC of a range. @default - none */
  readonly vpc?: string;
  readonly path: ConfigPath;
  readonly got: string;
  readonly expected: (values: string, file: string) => string;
  /** @param taken values of all environments */
  readonly fix: (taken: readonly string[]) => string;
}

export function usesOf(name: string, config: EnvironmentConfig, endpoints: readonly string[]): SharedUse[] {
  const { existing } = config.network;
  return [
    ...namesOf(name, config),
    ...quotasOf(config),
    ...rangesOf(name, config),
    ...(existing && isByIds(existing) ? inVpc(config, existing, endpoints) : []),
  ];
}

/** Names that AWS requires to be unique in an account, in its region, or in a hosted zone. */
function namesOf(name: string, config: EnvironmentConfig): SharedUse[] {
  const { names } = describeEnvironment(name, config);
  const { account, region, entry, cluster, network } = config;
  const move = "rename it here, or move this environment to another account";
  const named = (
    path: ConfigPath,
    value: string | undefined,
    [place, where, fix = move]: readonly [place: string, where: string, fix?: string],
    kind = path.join("."),
  ): SharedUse[] =>
    value === undefined
      ? []
      : [
          {
            shared: `${kind} ${place}`,
            values: [value],
            how: "same",
            path,
            got: value,
            expected: (_, file) => `a name that ${file} does not use in the same ${where}`,
            fix: () => fix,
          },
        ];
  const inAccount = [account, "account"] as const;
  const inRegion = [`${account} ${region}`, "account and region"] as const;
  const { hosts, records } = entryReach(entry);
  const zone = `${account} ${records?.hostedZoneId}`;
  const inZone = [zone, "hosted zone", "choose another host, or set dnsRecord: false here"] as const;
  const group =
    entry.type === "terraform-alb" || entry.type === "existing-alb" ? entry.targetGroupName : undefined;
  return [
    // Names of roles begin with it, and an account has them in all regions.
    ...named(["namePrefix"], names.prefix, inAccount),
    ...named(["cluster", "name"], names.cluster, inRegion),
    ...named(["cluster", "roleName"], cluster.roleName, inAccount),
    ...named(["network", "vpcName"], network.existing ? undefined : names.vpc, inRegion),
    ...named(["entry", "targetGroupName"], group, inRegion),
    ...(records?.hosts ?? []).flatMap((host) =>
      named(["entry", host === hosts[0] ? "host" : "alsoHosts"], host, inZone, "host"),
    ),
  ];
}

const quotasOf = ({ account, region, quotas }: EnvironmentConfig): SharedUse[] =>
  Object.entries(quotas).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          {
            shared: `quota ${name} ${account} ${region}`,
            values: [String(value)],
            how: "other",
            path: ["quotas", name],
            got: String(value),
            expected: (other, file) => `${other}, as ${file} states for the same account and region`,
            fix: () => "write the value that Service Quotas shows in both, or in one of them only",
          },
        ],
  );

/** The VPC, as far as the file identifies it: one that is created is of its environment alone. */
function vpcOf(name: string, { account, region, network: { existing, vpcName } }: EnvironmentConfig): string {
  if (!existing) return `of ${name}`;
  return existing.vpcId ?? JSON.stringify([account, region, existing.vpcTags ?? vpcName]);
}

/** A router at the other end of an attachment has one way to each range. */
function rangesOf(name: string, config: EnvironmentConfig): SharedUse[] {
  const { vpcCidr, attachments, existing } = config.network;
  const far = attachments.flatMap(({ cidrs }) => cidrs).filter((cidr) => !overlaps(cidr, vpcCidr));
  const proposal = (taken: readonly string[]): string =>
    `choose a free range before the VPC is created, such as ${PRIVATE_RANGES.free([...taken, ...far], PRIVATE_RANGES.ofVpcs)}`;
  return attachments.map((attachment) => ({
    shared: targetOf(attachment),
    values: [vpcCidr],
    how: "overlapping",
    vpc: vpcOf(name, config),
    path: ["network", "vpcCidr"],
    got: vpcCidr,
    expected: (range, file) =>
      `a range that does not overlap ${range} of ${file}, whose VPC is attached to ${targetOf(attachment)} too`,
    fix: (taken) => (existing ? "use a VPC with another range, or attach one of the two" : proposal(taken)),
  }));
}

const targetOf = (attachment: Attachment): string =>
  attachment.type === "peering" ? attachment.peerVpcId : attachment.transitGatewayId;

/** Things that an environment creates in a VPC that exists, and that AWS has once in a VPC or in a route table. */
function inVpc(config: EnvironmentConfig, existing: Existing, endpoints: readonly string[]): SharedUse[] {
  const { endpointIds, privateRouteTableIds: tables = [], privateSubnetIds, privateSubnetTags } = existing;
  const { attachments } = config.network;
  const { hub } = config.network.endpoints;
  const vpc = vpcOf("", config);
  const newServices = endpoints.filter((service) => !Object.hasOwn(endpointIds, service));
  const subnets = privateSubnetIds ?? [`${JSON.stringify(privateSubnetTags)} of ${vpc}`];
  const gateways = tables.length > 0 ? tables : subnets.map((subnet) => `the route table of ${subnet}`);
  const ranges = attachments.flatMap(({ cidrs }) => cidrs);
  const attached = attachments.filter(({ attachmentId }) => attachmentId === undefined);
  const profile = hub?.profileId === undefined ? [] : [vpc];
  const rows: readonly (readonly [key: string, what: string, values: readonly string[], place?: string])[] = [
    ["endpointIds", "endpoint with private DNS names of", newServices.filter(isInterface), vpc],
    ...["S3", "DynamoDB"]
      .filter((name) => newServices.includes(name.toLowerCase()))
      .map((name) => ["endpointIds", `gateway endpoint of ${name} in`, gateways] as const),
    ["privateRouteTableIds", "route of", tables.flatMap((table) => ranges.map((to) => `${table} to ${to}`))],
    ["vpcId", "attachment of the VPC to", attached.map(targetOf), vpc],
    ["hub", "association of a profile with", profile, vpc],
  ];
  const all = [...newServices, ...Object.keys(endpointIds)];
  const ways = hub ? ["a hub"] : all.some(isInterface) ? ["endpoints of the VPC"] : [];
  const names = ways.map((way): SharedUse => ({
    shared: `names of AWS services in ${vpc}`,
    values: [way],
    how: "other",
    path: ["network", "endpoints", ...(hub ? ["hub"] : [])],
    got: way,
    expected: (other, file) => `${other}, as in ${file}: private names of endpoints count in the whole VPC`,
    fix: () => "write network.endpoints.hub in both or in none, with the ids of the endpoints in existing",
  }));
  const once = rows.map(([key, what, values, place = ""]): SharedUse => ({
    shared: `${what} ${place}`,
    values,
    how: "same",
    path: ["network", ...(key === "hub" ? ["endpoints"] : ["existing"]), key],
    got: `${counted(values.length, what.split(" ")[0] ?? "")} to create`,
    expected: (same, file) => `no second ${what} ${same}, since ${file} creates it`,
    fix: () => FIXES[key] ?? "",
  }));
  return [...once, ...names];
}

const isInterface = (service: string): boolean => endpointTypeOf(service) === "interface";

/** Fixes by the key of an existing network. */
const FIXES: Readonly<Record<string, string>> = {
  endpointIds: "write the ids of its endpoints here, after the apply of its network",
  privateRouteTableIds:
    "remove this key, and write attachmentId of each attachment: the plan then verifies the routes that exist",
  hub: "remove profileId here: a VPC has one association, which also serves this environment",
  vpcId: "write attachmentId of the attachment, after the apply of its network",
};
