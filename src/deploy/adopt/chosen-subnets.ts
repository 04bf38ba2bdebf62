import { ANYWHERE } from "../../base/cidr";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type NetworkReading, nameTag } from "./reading";

type Tier = "public" | "private";

/** The keys of one tier. */
interface ProposedTier {
  /** Prefix of the names. @default - the names have none in common */
  readonly namePrefix?: string;
  readonly cidrs: readonly string[];
}

export interface ChosenSubnets {
  readonly zones: readonly string[];
  /** @default - not every zone has one */
  readonly publicSubnets?: ProposedTier;
  readonly privateSubnets: ProposedTier;
  readonly egress: "none" | "single-nat" | "nat-per-az";
  readonly chosen: Readonly<Record<Tier, readonly JsonObject[]>>;
  /** Route tables of the private subnets: one, or one for each. */
  readonly privateTables: readonly string[];
  readonly notes: readonly string[];
}

/** One private and one public subnet for each zone: the largest, where a zone has several. */
export function chosenSubnets(reading: NetworkReading): ChosenSubnets {
  const notes: string[] = [];
  const tiers: Record<Tier, JsonObject[]> = { public: [], private: [] };
  for (const subnet of reading.subnets) tiers[isPublic(reading, subnet) ? "public" : "private"].push(subnet);
  const zonesOf = (tier: Tier): string[] => [...new Set(tiers[tier].map(zoneOf))].sort();
  const zones = zonesOf("private");
  const pick = (tier: Tier): JsonObject[] =>
    zones.flatMap((zone) => {
      const [first, ...others] = tiers[tier]
        .filter((subnet) => zoneOf(subnet) === zone)
        .sort(
          (a, b) => sizeOf(b) - sizeOf(a) || String(a["CidrBlock"]).localeCompare(String(b["CidrBlock"])),
        );
      for (const other of others)
        notes.push(
          `network.${tier}Subnets: ${String(other["SubnetId"])} ${String(other["CidrBlock"])} in ${zone} is left out, since an environment has one ${tier} subnet in a zone`,
        );
      return first === undefined ? [] : [first];
    });
  const chosen = { private: pick("private"), public: pick("public") };
  const hasPublic = chosen.public.length === zones.length;
  if (!hasPublic && tiers.public.length > 0)
    notes.push(
      "network.publicSubnets: not every zone of the private subnets has one, which an internet-facing entry needs",
    );
  if (zones.length < 2) notes.push("network.zones: EKS needs private subnets in two zones");
  const used = { private: chosen.private, public: hasPublic ? chosen.public : [] };
  const tables = used.private.map((subnet) => String(tableOf(reading, subnet)?.["RouteTableId"]));
  return {
    zones: zones.map((zone) => zone.slice(-1)),
    ...(hasPublic ? { publicSubnets: tierOf(used.public) } : {}),
    privateSubnets: tierOf(used.private),
    egress: egressOf(reading, used.private),
    chosen: used,
    privateTables: new Set(tables).size === 1 ? tables.slice(0, 1) : tables,
    notes,
  };
}

const zoneOf = ({ AvailabilityZone }: JsonObject): string => String(AvailabilityZone);

const sizeOf = ({ CidrBlock }: JsonObject): number => 32 - Number(String(CidrBlock).split("/")[1]);

/** Ranges, and the prefix of the names if all have one, with the zones after it. */
function tierOf(subnets: readonly JsonObject[]): ProposedTier {
  const prefixes = new Set(
    subnets.map((subnet) => {
      const ending = `-${zoneOf(subnet)}`;
      const name = nameTag(subnet);
      return name.endsWith(ending) ? name.slice(0, -ending.length) : "";
    }),
  );
  const [own = ""] = prefixes;
  return {
    ...(prefixes.size === 1 && own !== "" ? { namePrefix: own } : {}),
    cidrs: subnets.map(({ CidrBlock }) => String(CidrBlock)),
  };
}

/** The route table of a subnet, or the main table of its VPC. */
export function tableOf(
  { routeTables }: Pick<NetworkReading, "routeTables">,
  { SubnetId }: JsonObject,
): JsonObject | undefined {
  const isOf = (table: JsonObject, is: (association: JsonObject) => boolean): boolean =>
    asArray(table["Associations"]).map(asObject).some(is);
  return (
    routeTables.find((each) => isOf(each, (association) => association["SubnetId"] === SubnetId)) ??
    routeTables.find((each) => isOf(each, ({ Main }) => Main === true))
  );
}

export const subnetRoutes = (reading: NetworkReading, subnet: JsonObject): JsonObject[] =>
  asArray(tableOf(reading, subnet)?.["Routes"] ?? []).map(asObject);

const isPublic = (reading: NetworkReading, subnet: JsonObject): boolean =>
  subnetRoutes(reading, subnet).some(({ GatewayId }) => String(GatewayId).startsWith("igw-"));

/** By NAT gateways, firewall endpoints, or a transit gateway through which the organization reaches the internet. */
function egressOf(reading: NetworkReading, subnets: readonly JsonObject[]): ChosenSubnets["egress"] {
  const targets = subnets.map((subnet) => {
    const isOut = ({ DestinationCidrBlock: range }: JsonObject): boolean => range === ANYWHERE;
    const { NatGatewayId, TransitGatewayId, GatewayId } = subnetRoutes(reading, subnet).find(isOut) ?? {};
    return NatGatewayId || TransitGatewayId || GatewayId;
  });
  if (targets.every((each) => each === undefined)) return "none";
  return new Set(targets).size === 1 ? "single-nat" : "nat-per-az";
}
