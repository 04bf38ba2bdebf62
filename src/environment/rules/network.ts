import { contains, overlaps, prefixLength } from "../../base/cidr";
import { counted } from "../../base/counted";
import { APART, NARROWEST_PLANNED_VPC, needsPublicSubnet } from "../values/subnet-plan";
import { hasDefaultRoute } from "./attachments";
import { endpointHubRules } from "./endpoint-hub";
import { isByIds } from "../existing-network";
import { when } from "./key-problem";
import { problem } from "./network-problem";
import { podRangeRules } from "./pod-range";
import { subnetsApart } from "./subnets-apart";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, allOf, forEach } from "../rule-problems";
import TEXTS from "./network-texts.json";
import SPECIAL from "./special-ranges.json";

/** Shortest and longest prefix of a VPC and of a subnet (VPC user guide, "VPC CIDR blocks", read 2026-11-20). */
const VPC_PREFIX = { min: 16, max: 28 };

/** Longest prefix of a subnet for an ALB (Elastic Load Balancing guide, "Subnets", read 2026-11-20). */
const NARROWEST_ALB_SUBNET = 27;

export function networkRules(config: EnvironmentConfig): RuleProblem[] {
  const { network } = config;
  return allOf(
    () => vpcRange(network),
    () => plannedVpc(network, missingRanges(config)),
    () => subnetCounts(network),
    () => subnetRanges(network),
    () => subnetsApart(config),
    () => plannedBesideGiven(network, missingRanges(config)),
    () => existingRules(network, missingRanges(config)),
    () => withoutInterfaces(network),
    () => podRangeRules(network),
    () => endpointHubRules(config),
    () => flowLogKeys(network),
  );
}

type NetworkConfig = EnvironmentConfig["network"];
type SubnetsKey = "publicSubnets" | "privateSubnets";

/** Subnets that exist in the network and have no ranges in the file. */
function missingRanges(config: EnvironmentConfig): readonly SubnetsKey[] {
  const { publicSubnets, privateSubnets } = config.network;
  return [
    ...(publicSubnets.cidrs === undefined && needsPublicSubnet(config, 0) ? ["publicSubnets" as const] : []),
    ...(privateSubnets.cidrs === undefined ? ["privateSubnets" as const] : []),
  ];
}

function vpcRange({ vpcCidr }: NetworkConfig): RuleProblem[] {
  const prefix = prefixLength(vpcCidr);
  const path = ["vpcCidr"];
  if (!isVpcSize(prefix)) return [problem(path, TEXTS.vpcSize)];
  const special = SPECIAL.ranges.find(({ range }) => overlaps(range, vpcCidr));
  const fix = `choose another range; ${special?.range} is reserved for ${special?.use}`;
  const expected = "a range of a private network such as 10.0.0.0/16";
  return when(special !== undefined, problem(path, { expected, fix }));
}

const isVpcSize = (prefix: number): boolean => prefix >= VPC_PREFIX.min && prefix <= VPC_PREFIX.max;

function plannedVpc({ vpcCidr, existing }: NetworkConfig, missing: readonly SubnetsKey[]): RuleProblem[] {
  const prefix = prefixLength(vpcCidr);
  const { withPublic, withoutPublic } = NARROWEST_PLANNED_VPC;
  const [narrowest, which] = missing.includes("publicSubnets")
    ? [withPublic, "public subnet"]
    : [withoutPublic, "subnet"];
  const isPlanned = isVpcSize(prefix) && missing.length > 0 && !existing;
  const expected = `/${narrowest} or wider if ${which} ranges are planned`;
  const fix = `widen the VPC, or set ${missing.map((key) => `${key}.cidrs`).join(" and ")}`;
  return when(isPlanned && prefix > narrowest, problem(["vpcCidr"], { expected, fix }));
}

const APART_KEYS = APART.map((role) => `${role}Subnets` as const);
const SUBNETS = ["publicSubnets", "privateSubnets", ...APART_KEYS] as const;

function subnetCounts(network: NetworkConfig): RuleProblem[] {
  const { zones } = network;
  const expected = `${counted(zones.length, "range")}, one for each zone: ${zones.join(", ")}`;
  const fix = "write one range for each zone, in the order of network.zones";
  return forEach(SUBNETS, (key) => {
    const { cidrs = zones } = network[key] ?? {};
    const got = counted(cidrs.length, "range");
    return when(cidrs.length !== zones.length, problem([key, "cidrs"], { expected, fix }, got));
  });
}

interface GivenRange {
  readonly key: (typeof SUBNETS)[number];
  readonly index: number;
  readonly cidr: string;
}

const givenRanges = (network: NetworkConfig): GivenRange[] =>
  forEach(SUBNETS, (key) => forEach(network[key]?.cidrs ?? [], (cidr, index) => [{ key, index, cidr }]));

/** A range twice in one list is reported as such. */
const isTwiceInList = (a: GivenRange, b: GivenRange): boolean => a.cidr === b.cidr && a.key === b.key;

function subnetRanges(network: NetworkConfig): RuleProblem[] {
  const { vpcCidr, existing } = network;
  const given = givenRanges(network);
  const outside = existing
    ? {
        expected: `a range inside network.vpcCidr, ${vpcCidr}: subnets in secondary ranges of a VPC are not supported`,
        fix: "use subnets of the first range of the VPC, or have synth create a VPC whose range is large enough",
      }
    : { expected: `a range inside the VPC's ${vpcCidr}`, fix: "choose a range inside the VPC" };
  return given.flatMap((range, position) => {
    const { key, index, cidr } = range;
    const path = [key, "cidrs", index];
    const isOfAlb = key === "publicSubnets" || key === "loadBalancerSubnets";
    return allOf(
      () => when(!contains(vpcCidr, cidr), problem(path, outside)),
      () => {
        const clash = given.slice(0, position).find((other) => overlaps(other.cidr, cidr));
        const expected = `a range that does not overlap ${clash?.cidr}`;
        const isOther = clash !== undefined && !isTwiceInList(clash, range);
        return when(isOther, problem(path, { expected, fix: "choose a free range" }));
      },
      () => when(isOfAlb && prefixLength(cidr) > NARROWEST_ALB_SUBNET, problem(path, TEXTS.albSubnet)),
    );
  });
}

const plannedBesideGiven = (network: NetworkConfig, [planned]: readonly SubnetsKey[]): RuleProblem[] =>
  planned === undefined || givenRanges(network).length === 0
    ? []
    : [problem([planned, "cidrs"], TEXTS.bothLists, "nothing")];

/** In an existing network, no subnets are planned and nothing is created, so its ranges are required. */
function existingRules(
  { existing, publicSubnets, privateSubnets, networkAcls }: NetworkConfig,
  missing: readonly SubnetsKey[],
): RuleProblem[] {
  if (!existing) return [];
  const isWithoutRanges = publicSubnets.cidrs === undefined && privateSubnets.cidrs === undefined;
  const expected = `${missing.map((key) => `${key}.cidrs`).join(" and ")} besides it`;
  const fix = "write the ranges of the subnets in the VPC, one for each zone";
  return [
    ...when(isWithoutRanges, problem(["existing"], { expected, fix })),
    ...when(networkAcls, problem(["networkAcls"], TEXTS.acls)),
  ];
}

/** Flow logs go to one destination, or have a reason to be off. Those of an existing network have an owner. */
function flowLogKeys({ flowLogs, existing }: NetworkConfig): RuleProblem[] {
  const { enabled, reason, bucketArn, logGroupName } = flowLogs;
  // A name and days can be those of a file that this one extends.
  if (existing)
    return [
      ...when(bucketArn !== undefined, problem(["flowLogs", "bucketArn"], TEXTS.flowLogsOfOwner)),
      ...when(!enabled, problem(["flowLogs", "enabled"], TEXTS.flowLogsOfOwner)),
    ];
  const isTwice = bucketArn !== undefined && (!enabled || logGroupName !== undefined);
  return [
    ...when(!enabled && reason === undefined, problem(["flowLogs", "reason"], TEXTS.flowLogsOff)),
    ...when(isTwice, problem(["flowLogs", "bucketArn"], TEXTS.flowLogsTwice)),
    ...when(
      /\/AWSLogs(\/|$)/.test(bucketArn ?? ""),
      problem(["flowLogs", "bucketArn"], TEXTS.flowLogsReserved),
    ),
  ];
}

/** Without interface endpoints, calls of AWS services need an egress or a hub, and keys that add an interface or clients of one contradict. */
function withoutInterfaces({ endpoints, egress, existing, attachments }: NetworkConfig): RuleProblem[] {
  const { interfaces, hub } = endpoints;
  if (interfaces && !hub) return [];
  const path = ["endpoints", "interfaces"];
  if (existing && !isByIds(existing) && !interfaces) return [problem(path, TEXTS.interfacesByNames)];
  if (hub && !interfaces) return [problem(path, TEXTS.interfacesOfHub)];
  const expected = `false with ${hub ? "hub" : "interfaces: false"}, which leaves no interface endpoint`;
  const { fix } = TEXTS.interfacesOfHub;
  // The problem of an attachment with a default route has the same fix.
  const isClosed = !hub && egress === "none" && !attachments.some(hasDefaultRoute);
  return [
    ...when(isClosed, problem(path, TEXTS.interfacesWithoutEgress)),
    ...forEach(["sagemakerRuntime", "admitVpcCidr"] as const, (key) =>
      when(endpoints[key], problem(["endpoints", key], { expected, fix })),
    ),
  ];
}
