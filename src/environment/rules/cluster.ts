import { BOTTLEROCKET } from "../../facts/bottlerocket";
import { nodeRelease } from "../../facts/node-releases";
import { partitionOf } from "../../facts/aws";
import { WIDEST_OWN_PREFIX, prefixLength } from "../../base/cidr";
import { entryReach } from "../entry";
import { nodesOf } from "../node-groups";
import { type EnvironmentConfig } from "../schema";
import { boundaryPaths } from "../schema/boundaries";
import { accessRules } from "./cluster-access";
import { principalRules } from "./role-arns";
import { nodeGroupRules } from "./node-group";
import { NPX } from "../../base/program-name";
import { type RuleProblem, allOf, forEach, forEachValue } from "../rule-problems";

type NodeGroupConfig = EnvironmentConfig["cluster"]["nodeGroups"][string];

export function clusterRules(config: EnvironmentConfig): RuleProblem[] {
  return allOf(
    () => clusterZones(config),
    () => forEachValue(config.cluster.nodeGroups, (name, group) => groupRules(name, group, config)),
    () => systemPods(config.cluster),
    () => recordedReleases(config.cluster),
    () =>
      forEach(config.cluster.admins, (arn, index) => principal(arn, ["cluster", "admins", index], config)),
    () =>
      forEach(config.cluster.access, ({ role }, index) =>
        principal(role, ["cluster", "access", index, "role"], config),
      ),
    () => accessRules(config),
    () => deployerRole(config),
    () => boundaryPolicy(config),
    () => apiAccess(config.cluster.apiAccess, "publicCidrs"),
    () => apiAccess(config.cluster.apiAccess, "cidrs"),
    () => entryArns(config.entry, config),
  );
}

const clusterZones = (config: EnvironmentConfig): RuleProblem[] =>
  forEach(config.cluster.zones ?? [], (zone, index) => knownZone(zone, ["cluster", "zones", index], config));

const principal = (
  arn: string,
  path: (string | number)[],
  place: Place,
  isAssumed = false,
): RuleProblem[] => [...ownArn(arn, path, place), ...principalRules(arn, path, isAssumed)];

const deployerRole = (config: EnvironmentConfig): RuleProblem[] =>
  config.cluster.deployerRole === undefined
    ? []
    : principal(config.cluster.deployerRole, ["cluster", "deployerRole"], config, true);

const boundaryPolicy = ({ permissionsBoundary, ...place }: EnvironmentConfig): RuleProblem[] =>
  boundaryPaths(permissionsBoundary).flatMap(([path, policy]) =>
    policy.startsWith("arn:") ? ownArn(policy, path, place) : [],
  );

const groupRules = (name: string, group: NodeGroupConfig, config: EnvironmentConfig): RuleProblem[] => {
  const path = ["cluster", "nodeGroups", name];
  return [
    ...forEach(group.zones ?? [], (zone, index) => knownZone(zone, [...path, "zones", index], config)),
    ...nodeGroupRules(group, config).map(({ key, ...problem }) => ({ path: [...path, ...key], ...problem })),
  ];
};

/** CoreDNS, the controller and the add-ons run on nodes, also with Fargate. */
const systemPods = ({ nodeGroups }: EnvironmentConfig["cluster"]): RuleProblem[] =>
  Object.values(nodeGroups).some((group) => group.minPerZone > 0 && nodesOf(group).runSystemPods)
    ? []
    : [
        {
          path: ["cluster", "nodeGroups"],
          expected:
            "a node group without GPUs and without a taint NoSchedule, and with minPerZone of at least 1, for DNS and the add-ons",
          fix: "add one, such as general: {}, or raise minPerZone to 1",
        },
      ];

/**
 * A release is of one Kubernetes version. Nodes can be at the previous one while only the control plane is upgraded, so that EKS can
 * return it.
 */
/** The previous minor version of `1.36`: `1.35`. */
const previousMinor = (version: string): string => `1.${Number(version.split(".")[1]) - 1}`;

/** Whether a text is a release of Bottlerocket. One of AL2023 can have the same form. */
const isBottlerocketRelease = (text: string): boolean =>
  BOTTLEROCKET.release.test(text) && nodeRelease(text) === undefined;

const recordedReleases = ({ nodeReleases, version }: EnvironmentConfig["cluster"]): RuleProblem[] =>
  forEachValue(nodeReleases, (amiType, release) => {
    const path = ["cluster", "nodeReleases", amiType];
    if (amiType.startsWith("BOTTLEROCKET_"))
      return isBottlerocketRelease(release)
        ? []
        : [
            {
              path,
              expected: "a release of Bottlerocket such as 1.47.0-6154605b",
              fix: `run ${NPX} lock versions, which prints the command that reads it`,
            },
          ];
    return [version, previousMinor(version)].includes(nodeRelease(release)?.minor ?? "")
      ? []
      : [
          {
            path,
            expected: `a release of Kubernetes ${version}, the value of cluster.version, or of ${previousMinor(version)} until the nodes follow, with the day of its build`,
            fix: `record the releases and add-on versions for that version: ${NPX} lock versions prints the commands`,
          },
        ];
  });

function knownZone(
  zone: string,
  path: (string | number)[],
  { network: { zones } }: EnvironmentConfig,
): RuleProblem[] {
  return zones.includes(zone)
    ? []
    : [
        {
          path,
          expected: `one of network.zones: ${zones.join(", ")}`,
          fix: "correct the zone, or add it to network.zones",
        },
      ];
}

function apiAccess(
  access: EnvironmentConfig["cluster"]["apiAccess"],
  key: "cidrs" | "publicCidrs",
): RuleProblem[] {
  return forEach(access[key], (cidr, index) =>
    prefixLength(cidr) < WIDEST_OWN_PREFIX
      ? [
          {
            path: ["cluster", "apiAccess", key, index],
            expected: `a range of your own networks, /${WIDEST_OWN_PREFIX} or narrower`,
            fix: `list the ranges that need access; ${cidr} includes ${shareOfInternet(cidr)}`,
          },
        ]
      : [],
  );
}

type Place = Pick<EnvironmentConfig, "account" | "region">;

/** ARN parts: arn:partition:service:region:account:resource. */
const PARTITION_PART = 1;
const REGION_PART = 3;
const ACCOUNT_PART = 4;

/** An ARN of the account and of the partition of the region. A wrong partition is reported alone: its fix has both parts. */
function ownArn(arn: string, path: (string | number)[], { account, region }: Place): RuleProblem[] {
  const parts = arn.split(":");
  const partition = partitionOf(region);
  if (parts[PARTITION_PART] !== partition) {
    const meant = parts.with(PARTITION_PART, partition).with(ACCOUNT_PART, account).join(":");
    return [
      { path, expected: `an ARN of the partition ${partition}, that of ${region}`, fix: `write ${meant}` },
    ];
  }
  return parts[ACCOUNT_PART] === account
    ? []
    : [{ path, expected: `an ARN of account ${account}`, fix: "correct the account in the ARN" }];
}

function ownRegion(arn: string, path: (string | number)[], { region }: Place): RuleProblem[] {
  return arn.split(":")[REGION_PART] === region
    ? []
    : [
        {
          path,
          expected: `an ARN of region ${region}`,
          fix: "use one in the region of the load balancer",
        },
      ];
}

function entryArns(given: EnvironmentConfig["entry"], place: Place): RuleProblem[] {
  const entry = entryReach(given).created;
  if (!entry) return [];
  return forEach(["certificateArn", "webAclArn"] as const, (key) => {
    const arn =
      key === "certificateArn" ? entry.certificateArn : entry.type === "nlb" ? undefined : entry.webAclArn;
    const path = ["entry", key];
    return arn === undefined ? [] : [...ownArn(arn, path, place), ...ownRegion(arn, path, place)];
  });
}

/** Part of the internet that a wide range is: `the whole internet`, `half of the internet`. */
function shareOfInternet(cidr: string): string {
  const prefix = prefixLength(cidr);
  if (prefix === 0) return "the whole internet";
  return prefix === 1 ? "half of the internet" : `a part of 1/${2 ** prefix} of the internet`;
}
