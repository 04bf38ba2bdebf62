import { contains, overlaps, prefixLength } from "../../base/cidr";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem } from "../rule-problems";
import FACTS from "./pod-range-facts.json";

/** A second range of the VPC. AWS refuses ranges beside some others; other public ranges would hide servers of the internet. */
export function podRangeRules({ podCidr, vpcCidr, existing }: EnvironmentConfig["network"]): RuleProblem[] {
  if (podCidr === undefined) return [];
  const path = ["network", "podCidr"];
  const prefix = prefixLength(podCidr);
  const own = FACTS.ofNetworks.filter((range) => contains(range, vpcCidr));
  const beside = own.map((range) => `${range}, as network.vpcCidr, or in `).join("");
  const refused = FACTS.refused.find(
    ({ vpcIn, range }) => contains(vpcIn, vpcCidr) && overlaps(range, podCidr),
  );
  const fix = `choose another range, such as ${FACTS.usual}`;
  if (existing) return [{ path, ...FACTS.existing }];
  if (prefix < FACTS.sizes.widest || prefix > FACTS.sizes.narrowest) return [{ path, ...FACTS.size }];
  if (overlaps(podCidr, vpcCidr))
    return [{ path, expected: `a range that does not overlap network.vpcCidr, ${vpcCidr}`, fix }];
  if (![...own, FACTS.shared].some((range) => contains(range, podCidr)))
    return [{ path, expected: `a range in ${beside}${FACTS.shared}`, fix }];
  return refused
    ? [{ path, expected: `a range outside of ${refused.range}, which AWS refuses beside ${vpcCidr}`, fix }]
    : [];
}
