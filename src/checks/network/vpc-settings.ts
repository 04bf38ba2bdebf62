import { isFalse, isTrue, combinedFinding, text } from "../../analysis/blocks";
import { endpointsOf } from "../../analysis/network/endpoints";
import { sizeOf } from "../../analysis/network/ranges";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";
import { type Vpc, vpcsOf } from "./vpcs";

/** Addresses of a /16 and of a /28 (VPC user guide, "VPC CIDR blocks", read 2026-11-20). */
const MOST_ADDRESSES = 65_536;
const FEWEST_ADDRESSES = 16;

export const vpcSettings: Check = {
  id: "vpc-settings",
  severity: "error",
  title: "a VPC resolves names, its own too, and has neither IPv6 nor hardware of its own",
  why: "private DNS of endpoints needs both switches; IPv6 is a way past every rule here; dedicated hardware is billed apart",
  fix: "set enable_dns_support and enable_dns_hostnames, and leave IPv6 and tenancy as they are",
  source: 'AWS PrivateLink guide, "Private DNS names"; EKS user guide, "network-reqs" (read 2026-11-20)',
  run: (plan) => vpcsOf(plan).flatMap((vpc) => combinedFinding(vpc.resource, "the VPC", problems(plan, vpc))),
};

function problems(plan: EnvironmentPlan, { attributes, isFound, ranges }: Vpc): string[] {
  const { enable_dns_support: support, enable_dns_hostnames: hostnames } = attributes;
  const usesPrivateDns = endpointsOf(plan).some(({ privateDns }) => privateDns);
  return [
    // On unless it is said otherwise; of a VPC that was found, it has to be verified.
    ...((isFound ? isTrue(support) : !isFalse(support))
      ? []
      : ["does not resolve names (enable_dns_support)"]),
    ...(isTrue(hostnames) || !usesPrivateDns
      ? []
      : ["gives no DNS host names (enable_dns_hostnames), which private DNS of endpoints needs"]),
    ...(ranges.length === 0 ? ["has no IPv4 range that is known"] : []),
    ...(ranges.some((range) => sizeOf(range) > MOST_ADDRESSES || sizeOf(range) < FEWEST_ADDRESSES)
      ? ["has a range wider than /16 or narrower than /28, which AWS does not make"]
      : []),
    ...(isTrue(attributes["assign_generated_ipv6_cidr_block"]) || attributes["ipv6_cidr_block"] !== undefined
      ? ["has IPv6 addresses"]
      : []),
    ...((text(attributes["instance_tenancy"]) ?? "default") === "default"
      ? []
      : ["puts instances on dedicated hardware"]),
  ];
}
