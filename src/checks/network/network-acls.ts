import { isOwn } from "../../infrastructure/accepted-blocks";
import { blockId, subnetsOf, vpcsOf } from "../../infrastructure/network-routes";
import { AddressSpan, Traffic } from "../../infrastructure/network-traffic";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { aclNeedsOf } from "./acl-needs";
import { type Acl, aclBySubnet, aclsOf, allowedByEntries } from "../acls";
import { packetTraffic } from "./acl-packets";
import { joinFirstNames, packetsName } from "./words";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";

export const networkAclPaths: Check = {
  ...ruleOf(TEXTS, "network-acl-paths"),
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
  return aclsOf(plan).created.flatMap(({ entries }) => {
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
  const known = new Set(
    aclsOf(plan).created.flatMap(({ entries }) => entries.map(({ resource }) => resource)),
  );
  return plan
    .resources("aws_network_acl_rule")
    .filter((rule) => !known.has(rule))
    .map((rule) => ({ ...at(rule), message: "the rule belongs to an unknown network ACL" }));
}

export const networkAclWide: Check = {
  ...ruleOf(TEXTS, "network-acl-wide"),
  findsExcess: true,
  run: (plan) => {
    if (aclsOf(plan).created.length === 0) return [];
    const needs = groupBy(aclNeedsOf(plan), ({ acl, direction }) => keyOfAcl(acl, direction));
    const ofVpc = Traffic.of(vpcsOf(plan).ranges.map(AddressSpan.ofRange), "all");
    // The default ACL is that of the next subnet, also where no subnet has it now.
    const findings = [
      ...aclsOf(plan).created.filter(({ subnets }) => subnets.length > 0),
      ...aclsOf(plan).byDefault,
    ].flatMap((acl) =>
      [...allowedByEntries(acl)].flatMap(([{ resource, direction, order }, allowed]) => {
        const needed = Traffic.union((needs.get(keyOfAcl(acl, direction)) ?? []).map(packetTraffic));
        const surplus = allowed.minus(Traffic.union([ofVpc, needed]));
        return combinedFinding(resource, `rule ${order}`, surplusWords(direction, allowed, surplus, needed));
      }),
    );
    return [...findings, ...unfenced(plan)];
  },
  missing: (plan) => unfenced(plan),
};

const keyOfAcl = ({ resource }: Acl, direction: string): string => `${blockId(resource)} ${direction}`;

/** Security groups control traffic inside the VPC: what a rule allows there is no surplus. */
function surplusWords(direction: string, allowed: Traffic, surplus: Traffic, needed: Traffic): string[] {
  if (surplus.isEmpty) return [];
  const word = direction === "egress" ? "to" : "from";
  const wanted = needed.isEmpty ? "which nothing needs" : `of which nothing needs ${surplus.text(word)}`;
  return [`allows ${direction} of ${allowed.text(word)}, ${wanted}`];
}

/** An ACL of the owner does not promise others. */
function unfenced(plan: EnvironmentPlan): Finding[] {
  const acls = aclBySubnet(plan);
  if (aclsOf(plan).created.every(({ resource }) => isOwn(plan, resource))) return [];
  return [...subnetsOf(plan).values()]
    .filter(({ id }) => !acls.has(id))
    .map(({ resource }) => ({
      ...at(resource),
      message: "the subnet has no network ACL of its own, but other subnets do",
    }));
}
