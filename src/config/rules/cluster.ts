import { instanceTypesProblem, systemPodsProblem } from "../../catalog/instance-types";
import { nodeRelease } from "../../catalog/node-releases";
import { type RuleProblem } from "../loader/load";
import { allOf, forEach, forEachValue } from "../loader/refused-values";
import { type EnvironmentConfig } from "../schema";

export function clusterRules({ cluster, network, account, region, entry }: EnvironmentConfig): RuleProblem[] {
  return allOf(
    () =>
      forEach(cluster.zones ?? [], (zone, index) =>
        knownZone(zone, ["cluster", "zones", index], network.zones),
      ),
    () => forEachValue(cluster.nodeGroups, (name, group) => nodeGroupRules(name, group, network.zones)),
    () => systemPods(cluster),
    () => recordedReleases(cluster),
    () => forEach(cluster.admins, (arn, index) => ownAccount(arn, ["cluster", "admins", index], account)),
    () =>
      cluster.deployerRole === undefined
        ? []
        : ownAccount(cluster.deployerRole, ["cluster", "deployerRole"], account),
    () => publicAccess(cluster.apiAccess.publicCidrs),
    () => entryArns(entry, account, region),
  );
}

type NodeGroup = EnvironmentConfig["cluster"]["nodeGroups"][string];

function nodeGroupRules(name: string, group: NodeGroup, zones: readonly string[]): RuleProblem[] {
  const path = ["cluster", "nodeGroups", name];
  return allOf(
    () => forEach(group.zones ?? [], (zone, index) => knownZone(zone, [...path, "zones", index], zones)),
    () =>
      group.maxPerZone < group.minPerZone
        ? [
            {
              path: [...path, "maxPerZone"],
              expected: `at least ${group.minPerZone}, the value of minPerZone`,
              fix: "raise maxPerZone, or lower minPerZone",
            },
          ]
        : [],
    () => {
      const mixed = instanceTypesProblem(group.instanceTypes);
      return mixed ? [{ path: [...path, "instanceTypes"], ...mixed }] : [];
    },
  );
}

/**
 * CoreDNS, the controller and the add-ons run on nodes, also with Fargate. The rule skips environments with a group
 * whose instance types are refused: whether that group can run them is unknown until the types are corrected.
 */
function systemPods({ nodeGroups }: EnvironmentConfig["cluster"]): RuleProblem[] {
  const groups = Object.values(nodeGroups);
  if (groups.some((group) => group.minPerZone > 0 && instanceTypesProblem(group.instanceTypes))) return [];
  const problem = systemPodsProblem(groups);
  return problem ? [{ path: ["cluster", "nodeGroups"], ...problem }] : [];
}

/** A release is of one Kubernetes version, so another `cluster.version` needs other releases. */
const recordedReleases = ({ nodeReleases, version }: EnvironmentConfig["cluster"]): RuleProblem[] =>
  forEachValue(nodeReleases, (amiType, release) =>
    nodeRelease(release)?.minor === version
      ? []
      : [
          {
            path: ["cluster", "nodeReleases", amiType],
            expected: `a release of Kubernetes ${version}, the value of cluster.version, with the day of its build`,
            fix: "record the releases and add-on versions for that version: npm run versions prints the commands",
          },
        ],
  );

function knownZone(zone: string, path: (string | number)[], zones: readonly string[]): RuleProblem[] {
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

function publicAccess(cidrs: readonly string[]): RuleProblem[] {
  return forEach(cidrs, (cidr, index) =>
    cidr.endsWith("/0")
      ? [
          {
            path: ["cluster", "apiAccess", "publicCidrs", index],
            expected: "ranges of your own networks",
            fix: "list the ranges that need access; a /0 opens the API endpoint to the internet",
          },
        ]
      : [],
  );
}

/** ARN parts: arn:partition:service:region:account:resource. */
const ACCOUNT_PART = 4;
const REGION_PART = 3;

function ownAccount(arn: string, path: (string | number)[], account: string): RuleProblem[] {
  return arn.split(":")[ACCOUNT_PART] === account
    ? []
    : [{ path, expected: `an ARN of account ${account}`, fix: "correct the account in the ARN" }];
}

function ownRegion(arn: string, path: (string | number)[], region: string): RuleProblem[] {
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

function entryArns(entry: EnvironmentConfig["entry"], account: string, region: string): RuleProblem[] {
  if (entry.type !== "ingress" && entry.type !== "terraform-alb") return [];
  return forEach(["certificateArn", "webAclArn"] as const, (key) => {
    const arn = entry[key];
    const path = ["entry", key];
    return arn === undefined ? [] : [...ownAccount(arn, path, account), ...ownRegion(arn, path, region)];
  });
}
