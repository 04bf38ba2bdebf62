import { holds, isInternet, rangeOf } from "../../model/network/ranges";
import { type Rule } from "../../model/network/rules";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, at } from "../check";
import { type Use, usesOf } from "./usage";
import { vpcRangesOf } from "../../model/network/vpcs";

export const ruleTooWide: Check = {
  id: "rule-too-wide",
  severity: "warning",
  title: "security group rules allow only required ports and addresses",
  why: "an attacker in the network can use every port and address that a rule allows beyond its purpose",
  fix: "narrow the rule to the ports and peers that use it",
  source:
    'AWS Well-Architected Framework, "SEC05-BP02 Control traffic flow within your network layers" (read 2026-11-20)',
  stricterThan: ["CKV_AWS_382", "AWS-0104"],
  findsExcess: true,
  run: (plan) =>
    [...usesOf(plan)].flatMap(([rule, uses]) => {
      if (rule.implied) return [];
      const excess = [...morePorts(rule, uses), ...moreAddresses(plan, rule, uses)];
      return excess.length > 0 ? [{ ...at(rule.resource), message: excess.join("; ") }] : [];
    }),
};

function morePorts({ protocol, from, to }: Rule, uses: readonly Use[]): string[] {
  if (uses.some((use) => use.protocol === "all")) return [];
  const needed = [...new Set(uses.map((use) => `${use.protocol.toUpperCase()} ${use.port}`))];
  if (protocol !== "all" && to - from + 1 <= needed.length) return [];
  const allowed = protocol === "all" ? "every protocol and port" : `${protocol.toUpperCase()} ${from}-${to}`;
  return [`the rule allows ${allowed}, but connections need only ${needed.join(", ")}`];
}

function moreAddresses(plan: EnvironmentPlan, { peer }: Rule, uses: readonly Use[]): string[] {
  if (!("cidr" in peer)) return [];
  const sides = uses.map(({ side }) => side);
  // No other resource declares the ranges of clients and operators: only the rule identifies them.
  if (sides.includes("internet") || sides.includes("named")) return [];
  const needed = sides.includes("s3") ? "the prefix list of S3" : "the VPC";
  const range = rangeOf(peer.cidr);
  const isInside = range !== undefined && vpcRangesOf(plan).some((vpc) => holds(vpc, range));
  return isInside && !isInternet(peer.cidr)
    ? []
    : [`the rule allows ${peer.cidr}, but connections need only ${needed}`];
}
