import { endpointsOf } from "../../infrastructure/network-endpoints";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { vpcsOf } from "../../infrastructure/network-routes";
import { isFalse, isTrue, text } from "../../terraform/stack-json";
import TEXTS from "./texts.json";

/** Addresses in a /16 and in a /28 (VPC user guide, "VPC CIDR blocks", read 2026-11-20). */
const MOST_ADDRESSES = 65_536;
const FEWEST_ADDRESSES = 16;

export const vpcSettings: Check = {
  ...ruleOf(TEXTS, "vpc-settings"),
  run: (plan) => [
    ...vpcsOf(plan).all.flatMap((vpc) => combinedFinding(vpc.resource, "the VPC", vpcProblems(plan, vpc))),
    ...plan
      .resources("aws_subnet")
      .flatMap((subnet) => combinedFinding(subnet, "the subnet", ipv6Problems(subnet))),
  ],
};

const ipv6Problems = ({ config }: PlannedResource): string[] =>
  ["enable_dns64", "ipv6_native", "assign_ipv6_address_on_creation", "ipv6_cidr_block"]
    .filter((argument) => isTrue(config[argument]) || text(config[argument])?.includes(":"))
    .map((argument) => `has IPv6 (${argument}), and the VPC has none`);

function vpcProblems(
  plan: EnvironmentPlan,
  { attributes, isFound, ranges }: ReturnType<typeof vpcsOf>["all"][number],
): string[] {
  const { enable_dns_support: support, enable_dns_hostnames: hostnames } = attributes;
  const usesPrivateDns =
    endpointsOf(plan).some(({ privateDns }) => privateDns) || interfacesOf(plan).hub !== undefined;
  return [
    // True by default; for an existing VPC, a postcondition must verify it.
    ...((isFound ? isTrue(support) : !isFalse(support)) ? [] : ["has no DNS support (enable_dns_support)"]),
    ...(isTrue(hostnames) || !usesPrivateDns
      ? []
      : ["has no DNS hostnames (enable_dns_hostnames), which private DNS of endpoints needs"]),
    ...(ranges.length === 0 ? ["has no known IPv4 range"] : []),
    ...(ranges.some((range) => range.size > MOST_ADDRESSES || range.size < FEWEST_ADDRESSES)
      ? ["has a range outside the limits of AWS, /16 to /28"]
      : []),
    ...(isTrue(attributes["assign_generated_ipv6_cidr_block"]) || attributes["ipv6_cidr_block"] !== undefined
      ? ["has IPv6 addresses"]
      : []),
    ...((text(attributes["instance_tenancy"]) ?? "default") === "default" ? [] : ["has dedicated tenancy"]),
  ];
}
