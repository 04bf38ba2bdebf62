import { type Check, type Finding, at } from "../check";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { aclNeedsOf } from "./acl-needs";
import { aclsOf } from "./acls";
import { joinFirstNames, packetsName } from "./words";

export const networkAclPaths: Check = {
  id: "network-acl-paths",
  severity: "error",
  title: "network ACLs allow every required connection and its return traffic",
  why: "network ACLs are stateless: without the ephemeral ports of return traffic, a connection to an open port times out",
  fix: "add a rule that allows the packets, with a lower number than any rule that denies them",
  source: 'VPC user guide, "Network ACL rules" and "Ephemeral ports" (read 2026-11-20)',
  run: (plan) => [
    ...aclNeedsOf(plan)
      .filter(({ entry }) => entry === undefined)
      .map((need) => ({
        ...at(need.acl.resource),
        message: `the network ACL denies ${packetsName(need)}; needed by ${joinFirstNames(need.who)}`,
      })),
    ...sameNumbers(plan),
    ...orphans(plan),
  ],
};

/** Rules without a number, or with the number of another rule of the same direction. */
function sameNumbers(plan: EnvironmentPlan): Finding[] {
  return aclsOf(plan).flatMap(({ entries }) => {
    const taken = new Set<string>();
    return entries.flatMap(({ resource, direction, order }) => {
      const key = `${direction} ${order}`;
      const isTaken = taken.has(key);
      taken.add(key);
      if (isTaken)
        return [{ ...at(resource), message: `another ${direction} rule has the rule number ${order}` }];
      return order > 0 ? [] : [{ ...at(resource), message: "the rule has no rule number" }];
    });
  });
}

function orphans(plan: EnvironmentPlan): Finding[] {
  const known = new Set(aclsOf(plan).flatMap(({ entries }) => entries.map(({ resource }) => resource)));
  return plan
    .resources("aws_network_acl_rule")
    .filter((rule) => !known.has(rule))
    .map((rule) => ({ ...at(rule), message: "the rule belongs to an unknown network ACL" }));
}
