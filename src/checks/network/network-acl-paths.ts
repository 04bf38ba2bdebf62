import { type Check, type Finding, at } from "../check";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { aclNeedsOf } from "./acl-needs";
import { aclsOf } from "./acls";
import { joinFirstNames, packetsName } from "./words";

export const networkAclPaths: Check = {
  id: "network-acl-paths",
  severity: "error",
  title: "network ACLs let every connection through, and its answers",
  why: "an ACL keeps no connections: without the answers' ports a call hangs though its own port is open",
  fix: "add an entry that allows the packets, before any that denies them",
  source: 'VPC user guide, "Network ACL rules" and "Ephemeral ports" (read 2026-11-20)',
  run: (plan) => [
    ...aclNeedsOf(plan)
      .filter(({ entry }) => entry === undefined)
      .map((need) => ({
        ...at(need.acl.resource),
        message: `refuses ${packetsName(need)}; needed by ${joinFirstNames(need.who)}`,
      })),
    ...sameNumbers(plan),
    ...orphans(plan),
  ],
};

/** AWS takes a number once for each direction. */
function sameNumbers(plan: EnvironmentPlan): Finding[] {
  return aclsOf(plan).flatMap(({ entries }) => {
    const taken = new Set<string>();
    return entries.flatMap(({ resource, direction, order }) => {
      const key = `${direction} ${order}`;
      const isTaken = taken.has(key);
      taken.add(key);
      if (isTaken)
        return [{ ...at(resource), message: `another ${direction} entry has the number ${order}` }];
      return order > 0 ? [] : [{ ...at(resource), message: "it has no number" }];
    });
  });
}

function orphans(plan: EnvironmentPlan): Finding[] {
  const known = new Set(aclsOf(plan).flatMap(({ entries }) => entries.map(({ resource }) => resource)));
  return plan
    .resources("aws_network_acl_rule")
    .filter((rule) => !known.has(rule))
    .map((rule) => ({ ...at(rule), message: "it belongs to no network ACL that is known" }));
}
