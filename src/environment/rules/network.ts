import { contains, overlaps, prefixLength } from "../../base/cidr";
import { counted } from "../../base/counted";
import { NARROWEST_PLANNED_VPC, needsPublicSubnet } from "../values/subnet-plan";
import { hasDefaultRoute } from "./attachments";
import { isByIds } from "../existing-network";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, allOf, forEach } from "../rule-problems";

/** Shortest and longest prefix of a VPC and of a subnet (VPC user guide, "VPC CIDR blocks", read 2026-11-20). */
const VPC_PREFIX = { min: 16, max: 28 };

/**
 * Ranges that are no addresses of hosts in a network (RFC 6890 of 2013; RFC 5771 of 2010 for
 * multicast). The VPC user guide (read 2026-11-21) lists no refused ranges, so that AWS refuses all
 * of them is unconfirmed.
 */
const SPECIAL_RANGES = [
  { range: "0.0.0.0/8", use: "this network" },
  { range: "127.0.0.0/8", use: "loopback" },
  { range: "169.254.0.0/16", use: "link-local addresses, such as the metadata and DNS of AWS" },
  { range: "224.0.0.0/4", use: "multicast" },
  { range: "240.0.0.0/4", use: "future use and broadcast" },
];

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
  const path = ["network", "vpcCidr"];
  if (!isVpcSize(prefix)) {
    return [
      {
        path,
        expected: "a range from /16 to /28",
        fix: "choose a range of a size that AWS allows for a VPC",
      },
    ];
  }
  const special = SPECIAL_RANGES.find(({ range }) => overlaps(range, vpcCidr));
  return special
    ? [
        {
          path,
          expected: "a range of a private network such as 10.0.0.0/16",
          fix: `choose another range; ${special.range} is reserved for ${special.use}`,
        },
      ]
    : [];
}

const isVpcSize = (prefix: number): boolean => prefix >= VPC_PREFIX.min && prefix <= VPC_PREFIX.max;

function plannedVpc({ vpcCidr, existing }: NetworkConfig, missing: readonly SubnetsKey[]): RuleProblem[] {
  const prefix = prefixLength(vpcCidr);
  return isVpcSize(prefix) && missing.length > 0 && !existing && prefix > NARROWEST_PLANNED_VPC
    ? [
        {
          path: ["network", "vpcCidr"],
          expected: `/${NARROWEST_PLANNED_VPC} or wider if subnet ranges are planned`,
          fix: `widen the VPC, or set ${missing.map((key) => `${key}.cidrs`).join(" and ")}`,
        },
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
  const problems: RuleProblem[] = [];
  if (publicSubnets.cidrs === undefined && privateSubnets.cidrs === undefined) {
    problems.push({
      path: ["network", "existing"],
      expected: `${missing.map((key) => `${key}.cidrs`).join(" and ")} besides it`,
      fix: "write the ranges of the subnets in the VPC, one for each zone",
    });
  }
  if (networkAcls) {
    problems.push({
      path: ["network", "networkAcls"],
      expected: "false with network.existing, whose network ACLs Terraform does not change",
      fix: "remove it; the owner of the network changes its network ACLs",
    });
  }
  return problems;
}

/** Flow logs go to one destination, or have a reason to be off. */
function flowLogKeys({ enabled, reason, bucketArn, logGroupName }: NetworkConfig["flowLogs"]): RuleProblem[] {
  const problem = (key: string, expected: string, fix: string): RuleProblem => ({
    path: ["network", "flowLogs", key],
    expected,
    fix,
  });
  return [
    ...(enabled || reason !== undefined
      ? []
      : [
          problem(
            "reason",
            "the reason for enabled: false",
            "write why the VPC has no flow logs, or remove enabled",
          ),
        ]),
    ...(bucketArn !== undefined && (!enabled || logGroupName !== undefined)
      ? [
          problem(
            "bucketArn",
            "flow logs at one destination",
            "remove it, or enabled: false and logGroupName",
          ),
        ]
      : []),
  ];
}

/** Without interface endpoints, calls of AWS services need an egress, and keys that add an interface or clients of one contradict. */
function withoutInterfaces({ endpoints, egress, existing, attachments }: NetworkConfig): RuleProblem[] {
  if (endpoints.interfaces) return [];
  const path = ["network", "endpoints", "interfaces"];
  if (existing && !isByIds(existing)) {
    return [
      {
        path,
        expected:
          "true with network.existing by names, whose endpoints are those of network.existing.endpoints",
        fix: "remove it, and list the endpoints that exist",
      },
    ];
  }
  const nat: RuleProblem = {
    path,
    expected: "true without an egress, since AWS services are then reachable through endpoints only",
    fix: "remove it, or set network.egress to single-nat, nat-per-az or transit-gateway",
  };
  return [
    // the problem of an attachment with a default route has the same fix
    ...(egress === "none" && !attachments.some(hasDefaultRoute) ? [nat] : []),
    ...forEach(["sagemakerRuntime", "admitVpcCidr"] as const, (key): RuleProblem[] =>
      endpoints[key]
        ? [
            {
              path: ["network", "endpoints", key],
              expected: "false with interfaces: false, which leaves no interface endpoint",
              fix: "remove one of the two keys",
            },
          ]
        : [],
    ),
  ];
}
