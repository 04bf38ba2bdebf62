import { contains, overlaps, prefixLength } from "../../base/cidr";
import { counted } from "../../base/counted";
import { NARROWEST_PLANNED_VPC, needsPublicSubnet } from "../values/subnet-plan";
import { hasDefaultRoute } from "./attachments";
import { endpointHubRules } from "./endpoint-hub";
import { isByIds } from "../existing-network";
import { podRangeRules } from "./pod-range";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, allOf, forEach } from "../rule-problems";
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
    () => plannedBesideGiven(network, missingRanges(config)),
    () => existingRules(network, missingRanges(config)),
    () => withoutInterfaces(network),
    () => podRangeRules(network),
    () => endpointHubRules(config),
    () => flowLogKeys(network.flowLogs),
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
  const size = "choose a range of a size that AWS allows for a VPC";
  if (!isVpcSize(prefix)) return [problem(path, "a range from /16 to /28", size)];
  const special = SPECIAL.ranges.find(({ range }) => overlaps(range, vpcCidr));
  const fix = `choose another range; ${special?.range} is reserved for ${special?.use}`;
  return special ? [problem(path, "a range of a private network such as 10.0.0.0/16", fix)] : [];
}

const problem = (path: readonly (string | number)[], expected: string, fix: string): RuleProblem => ({
  path: ["network", ...path],
  expected,
  fix,
});

const isVpcSize = (prefix: number): boolean => prefix >= VPC_PREFIX.min && prefix <= VPC_PREFIX.max;

function plannedVpc({ vpcCidr, existing }: NetworkConfig, missing: readonly SubnetsKey[]): RuleProblem[] {
  const prefix = prefixLength(vpcCidr);
  const { withPublic, withoutPublic } = NARROWEST_PLANNED_VPC;
  const [narrowest, which] = missing.includes("publicSubnets")
    ? [withPublic, "public subnet"]
    : [withoutPublic, "subnet"];
  return isVpcSize(prefix) && missing.length > 0 && !existing && prefix > narrowest
    ? [
        problem(
          ["vpcCidr"],
          `/${narrowest} or wider if ${which} ranges are planned`,
          `widen the VPC, or set ${missing.map((key) => `${key}.cidrs`).join(" and ")}`,
        ),
      ]
    : [];
}

const SUBNETS = ["publicSubnets", "privateSubnets"] as const;

function subnetCounts(network: NetworkConfig): RuleProblem[] {
  return forEach(SUBNETS, (key) => {
    const { cidrs } = network[key];
    const { zones } = network;
    return cidrs === undefined || cidrs.length === zones.length
      ? []
      : [
          {
            path: ["network", key, "cidrs"],
            got: counted(cidrs.length, "range"),
            expected: `${counted(zones.length, "range")}, one for each zone: ${zones.join(", ")}`,
            fix: "write one range for each zone, in the order of network.zones",
          },
        ];
  });
}

interface GivenRange {
  readonly path: readonly (string | number)[];
  readonly cidr: string;
}

const givenRanges = (network: NetworkConfig): GivenRange[] =>
  forEach(SUBNETS, (key) =>
    forEach(network[key].cidrs ?? [], (cidr, index) => [{ path: ["network", key, "cidrs", index], cidr }]),
  );

/** A range twice in one list is reported as such. */
const isTwiceInList = (a: GivenRange, b: GivenRange): boolean => a.cidr === b.cidr && a.path[1] === b.path[1];

function subnetRanges(network: NetworkConfig): RuleProblem[] {
  const given = givenRanges(network);
  return given.flatMap(({ path, cidr }, index) =>
    allOf(
      () =>
        contains(network.vpcCidr, cidr)
          ? []
          : [
              {
                path,
                expected: network.existing
                  ? `a range inside network.vpcCidr, ${network.vpcCidr}: subnets in secondary ranges of a VPC are not supported`
                  : `a range inside the VPC's ${network.vpcCidr}`,
                fix: network.existing
                  ? "use subnets of the first range of the VPC, or have synth create a VPC whose range is large enough"
                  : "choose a range inside the VPC",
              },
            ],
      () => {
        const clash = given.slice(0, index).find((other) => overlaps(other.cidr, cidr));
        return clash === undefined || isTwiceInList(clash, { path, cidr })
          ? []
          : [{ path, expected: `a range that does not overlap ${clash.cidr}`, fix: "choose a free range" }];
      },
      () =>
        path[1] === "publicSubnets" && prefixLength(cidr) > NARROWEST_ALB_SUBNET
          ? [
              {
                path,
                expected: `/${NARROWEST_ALB_SUBNET} or wider, as an ALB requires`,
                fix: "widen the range",
              },
            ]
          : [],
    ),
  );
}

function plannedBesideGiven(network: NetworkConfig, [planned]: readonly SubnetsKey[]): RuleProblem[] {
  return planned === undefined || givenRanges(network).length === 0
    ? []
    : [
        {
          path: ["network", planned, "cidrs"],
          got: "nothing",
          expected: "both lists of subnet ranges, or neither",
          fix: "set this list too, because planned ranges could overlap the other list",
        },
      ];
}

/** In an existing network, no subnets are planned and nothing is created, so its ranges are required. */
function existingRules(
  { existing, publicSubnets, privateSubnets, networkAcls }: NetworkConfig,
  missing: readonly SubnetsKey[],
): RuleProblem[] {
  if (!existing) return [];
  const isWithoutRanges = publicSubnets.cidrs === undefined && privateSubnets.cidrs === undefined;
  const ranges = `${missing.map((key) => `${key}.cidrs`).join(" and ")} besides it`;
  const acls = "false with network.existing, whose network ACLs Terraform does not change";
  return [
    ...(isWithoutRanges
      ? [problem(["existing"], ranges, "write the ranges of the subnets in the VPC, one for each zone")]
      : []),
    ...(networkAcls
      ? [problem(["networkAcls"], acls, "remove it; the owner of the network changes its network ACLs")]
      : []),
  ];
}

/** Flow logs go to one destination, or have a reason to be off. */
function flowLogKeys({ enabled, reason, bucketArn, logGroupName }: NetworkConfig["flowLogs"]): RuleProblem[] {
  const isTwice = bucketArn !== undefined && (!enabled || logGroupName !== undefined);
  const path = (key: string): string[] => ["flowLogs", key];
  const why = "write why the VPC has no flow logs, or remove enabled";
  const one = "remove it, or enabled: false and logGroupName";
  return [
    ...(enabled || reason !== undefined
      ? []
      : [problem(path("reason"), "the reason for enabled: false", why)]),
    ...(isTwice ? [problem(path("bucketArn"), "flow logs at one destination", one)] : []),
  ];
}

/** Without interface endpoints, calls of AWS services need an egress or a hub, and keys that add an interface or clients of one contradict. */
function withoutInterfaces({ endpoints, egress, existing, attachments }: NetworkConfig): RuleProblem[] {
  const { interfaces, hub } = endpoints;
  if (interfaces && !hub) return [];
  const path = ["endpoints", "interfaces"];
  const byNames =
    "true with network.existing by names, whose endpoints are those of network.existing.endpoints";
  if (existing && !isByIds(existing) && !interfaces)
    return [problem(path, byNames, "remove it, and list the endpoints that exist")];
  if (hub && !interfaces)
    return [
      problem(path, "true with hub, whose interface endpoints calls take", "remove one of the two keys"),
    ];
  const without = hub ? "hub" : "interfaces: false";
  return [
    // the problem of an attachment with a default route has the same fix
    ...(!hub && egress === "none" && !attachments.some(hasDefaultRoute)
      ? [
          problem(
            path,
            "true without an egress, since AWS services are then reachable through endpoints only",
            "remove it, or set network.egress to single-nat, nat-per-az or transit-gateway",
          ),
        ]
      : []),
    ...forEach(["sagemakerRuntime", "admitVpcCidr"] as const, (key): RuleProblem[] =>
      endpoints[key]
        ? [
            problem(
              ["endpoints", key],
              `false with ${without}, which leaves no interface endpoint`,
              "remove one of the two keys",
            ),
          ]
        : [],
    ),
  ];
}
