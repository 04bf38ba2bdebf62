import { subnetName } from "../../platform/names/network-names";
import { type JsonObject, asArray, asObject } from "../../proof/terraform-json/stack-json";
import { type Preparation } from "./preparation";
import { type NetworkReading, nameOf } from "./reading";

type Tier = "public" | "private";

/** The keys of one tier. */
interface ProposedTier {
  readonly namePrefix: string;
  readonly cidrs: readonly string[];
}

export interface ChosenSubnets {
  readonly zones: readonly string[];
  /** @default - not every zone has one */
  readonly publicSubnets?: ProposedTier;
  readonly privateSubnets: ProposedTier;
  readonly egress: "none" | "single-nat" | "nat-per-az";
  readonly chosen: Readonly<Record<Tier, readonly JsonObject[]>>;
  readonly preparations: readonly Preparation[];
  readonly notes: readonly string[];
}

const DEFAULTS: Readonly<Record<Tier, string>> = { public: "public-alb", private: "private-workloads" };

/** One private and one public subnet for each zone: the largest, where a zone has several. */
export function chosenSubnets(reading: NetworkReading, prefix: string): ChosenSubnets {
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
  const named = {
    private: tierOf(reading, prefix, "private", used.private),
    public: tierOf(reading, prefix, "public", used.public),
  };
  return {
    zones: zones.map((zone) => zone.slice(-1)),
    ...(hasPublic ? { publicSubnets: named.public.tier } : {}),
    privateSubnets: named.private.tier,
    egress: egressOf(reading, used.private),
    chosen: used,
    preparations: [...named.private.preparations, ...named.public.preparations],
    notes,
  };
}

const zoneOf = ({ AvailabilityZone }: JsonObject): string => String(AvailabilityZone);

const sizeOf = ({ CidrBlock }: JsonObject): number => 32 - Number(String(CidrBlock).split("/")[1]);

/** The prefix of the names if all have one, with the zones after it; otherwise the default, and commands that name them. */
function tierOf(
  { region }: NetworkReading,
  prefix: string,
  tier: Tier,
  subnets: readonly JsonObject[],
): { readonly tier: ProposedTier; readonly preparations: readonly Preparation[] } {
  const prefixes = new Set(
    subnets.map((subnet) => {
      const ending = `-${zoneOf(subnet)}`;
      const name = nameOf(subnet);
      return name.endsWith(ending) ? name.slice(0, -ending.length) : "";
    }),
  );
  const [own = ""] = prefixes;
  const namePrefix = prefixes.size === 1 && own !== "" ? own : `${prefix}-${DEFAULTS[tier]}`;
  return {
    tier: { namePrefix, cidrs: subnets.map(({ CidrBlock }) => String(CidrBlock)) },
    preparations: subnets.flatMap((subnet) => {
      const name = subnetName(namePrefix, zoneOf(subnet));
      if (nameOf(subnet) === name) return [];
      return [
        {
          reason: `the environment looks up the ${tier} subnet of ${zoneOf(subnet)} as ${name}`,
          command: `aws ec2 create-tags --region ${region} --resources ${String(subnet["SubnetId"])} --tags Key=Name,Value=${name}`,
        },
      ];
    }),
  };
}

/** The route table of a subnet, or the main table of its VPC. */
function routesOf({ routeTables }: NetworkReading, { SubnetId }: JsonObject): JsonObject[] {
  const isOf = (table: JsonObject, is: (association: JsonObject) => boolean): boolean =>
    asArray(table["Associations"]).map(asObject).some(is);
  const table =
    routeTables.find((each) => isOf(each, (association) => association["SubnetId"] === SubnetId)) ??
    routeTables.find((each) => isOf(each, ({ Main }) => Main === true));
  return asArray(table?.["Routes"] ?? []).map(asObject);
}

const isPublic = (reading: NetworkReading, subnet: JsonObject): boolean =>
  routesOf(reading, subnet).some(({ GatewayId }) => String(GatewayId).startsWith("igw-"));

function egressOf(reading: NetworkReading, subnets: readonly JsonObject[]): ChosenSubnets["egress"] {
  const gateways = subnets.map((subnet) =>
    routesOf(reading, subnet).find(
      ({ DestinationCidrBlock, NatGatewayId }) =>
        DestinationCidrBlock === "0.0.0.0/0" && typeof NatGatewayId === "string" && NatGatewayId !== "",
    ),
  );
  if (gateways.every((each) => each === undefined)) return "none";
  return new Set(gateways.map((each) => each?.["NatGatewayId"])).size === 1 ? "single-nat" : "nat-per-az";
}
