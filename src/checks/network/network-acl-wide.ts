import { groupBy, combinedFinding } from "../../analysis/blocks";
import { coveredSize, holds, rangeName, sizeOf } from "../../analysis/network/ranges";
import { subnetsOf } from "../../analysis/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { type AclNeed, aclNeedsOf } from "./acl-needs";
import { type AclEntry, aclBySubnet, aclsOf } from "./acls";
import { vpcRangesOf } from "./vpcs";

export const networkAclWide: Check = {
  id: "network-acl-wide",
  severity: "warning",
  title: "network ACLs fence every subnet, and let through no more than is needed",
  why: "a second fence that is wider than the first holds nothing back",
  fix: "remove the entry or narrow it; associate the subnet with an ACL",
  source: 'VPC user guide, "Control subnet traffic with network access control lists" (read 2026-11-20)',
  scannerRules: ["EC2.21"],
  run: (plan) => {
    const served = groupBy(aclNeedsOf(plan), ({ entry }) => entry);
    return [
      ...aclsOf(plan).flatMap(({ entries }) =>
        entries
          .filter(({ allows }) => allows)
          .flatMap((entry) =>
            combinedFinding(entry.resource, "the entry", excess(plan, entry, served.get(entry) ?? [])),
          ),
      ),
      ...unfenced(plan),
    ];
  },
};

/**
 * Inside the VPC security groups decide, so an entry for all of it is never too much; what an entry admits from
 * outside has to be needed, port by port.
 */
function excess(plan: EnvironmentPlan, entry: AclEntry, needs: readonly AclNeed[]): string[] {
  const { range, ports } = entry;
  const vpcs = vpcRangesOf(plan);
  const isWholeVpc = entry.protocol === "all" && range && vpcs.some((vpc) => holds(range, vpc));
  if (range && vpcs.some((vpc) => holds(vpc, range)) && (isWholeVpc || needs.length > 0)) return [];
  if (needs.length === 0) return ["lets through what nobody needs"];
  const neededPorts = needs.map((need) => need.ports);
  const remotes = needs.flatMap(({ remote }) => (remote === "s3" ? [] : [remote]));
  return [
    ...(coveredSize(ports, neededPorts) < sizeOf(ports) || entry.protocol === "all"
      ? [`admits ports ${rangeName(ports)}, needed is ${[...new Set(neededPorts.map(rangeName))].join(", ")}`]
      : []),
    ...(range && coveredSize(range, remotes) < sizeOf(range)
      ? ["admits more addresses than are needed"]
      : []),
  ];
}

function unfenced(plan: EnvironmentPlan): Finding[] {
  const acls = aclBySubnet(plan);
  if (aclsOf(plan).length === 0) return [];
  return [...subnetsOf(plan).values()]
    .filter(({ id }) => !acls.has(id))
    .map(({ resource }) => ({
      ...at(resource),
      message: "has no network ACL of its own, where other subnets have one",
    }));
}
