import { groupBy, combinedFinding } from "../../model/blocks";
import { coveredSize, holds, rangeName, sizeOf } from "../../model/network/ranges";
import { subnetsOf } from "../../model/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { type AclNeed, aclNeedsOf } from "./acl-needs";
import { type AclEntry, aclBySubnet, aclsOf } from "./acls";
import { vpcRangesOf } from "../../model/network/vpcs";

export const networkAclWide: Check = {
  id: "network-acl-wide",
  severity: "warning",
  title: "every subnet has a network ACL, and network ACLs allow only required traffic",
  why: "a network ACL that is wider than the security groups adds no protection",
  fix: "remove or narrow the rule; associate the subnet with a network ACL",
  source: 'VPC user guide, "Control subnet traffic with network access control lists" (read 2026-11-20)',
  scannerRules: ["EC2.21"],
  findsExcess: true,
  run: (plan) => {
    const served = groupBy(aclNeedsOf(plan), ({ entry }) => entry);
    return [
      ...aclsOf(plan).flatMap(({ entries }) =>
        entries
          .filter(({ allows }) => allows)
          .flatMap((entry) =>
            combinedFinding(entry.resource, "the rule", excess(plan, entry, served.get(entry) ?? [])),
          ),
      ),
      ...unfenced(plan),
    ];
  },
  missing: (plan) => unfenced(plan),
};

/**
 * Traffic that a rule allows and nothing needs. Security groups control traffic inside the VPC, so a rule for the
 * whole VPC is not excess. From outside the VPC, each port must be needed.
 */
function excess(plan: EnvironmentPlan, entry: AclEntry, needs: readonly AclNeed[]): string[] {
  const { range, ports } = entry;
  const vpcs = vpcRangesOf(plan);
  const isWholeVpc = entry.protocol === "all" && range && vpcs.some((vpc) => holds(range, vpc));
  if (range && vpcs.some((vpc) => holds(vpc, range)) && (isWholeVpc || needs.length > 0)) return [];
  if (needs.length === 0) return ["allows traffic that nothing needs"];
  const neededPorts = needs.map((need) => need.ports);
  const remotes = needs.flatMap(({ remote }) => (remote === "s3" ? [] : [remote]));
  return [
    ...(coveredSize(ports, neededPorts) < sizeOf(ports) || entry.protocol === "all"
      ? [
          `allows ports ${rangeName(ports)}, but connections need only ${[...new Set(neededPorts.map(rangeName))].join(", ")}`,
        ]
      : []),
    ...(range && coveredSize(range, remotes) < sizeOf(range) ? ["allows more addresses than needed"] : []),
  ];
}

function unfenced(plan: EnvironmentPlan): Finding[] {
  const acls = aclBySubnet(plan);
  if (aclsOf(plan).length === 0) return [];
  return [...subnetsOf(plan).values()]
    .filter(({ id }) => !acls.has(id))
    .map(({ resource }) => ({
      ...at(resource),
      message: "the subnet has no network ACL of its own, but other subnets do",
    }));
}
