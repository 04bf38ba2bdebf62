import { entryReach } from "../entry";
import { isByIds } from "../existing-network";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, forEach } from "../rule-problems";
import { APART } from "../values/subnet-plan";
import { when } from "./key-problem";
import { problem } from "./network-problem";
import TEXTS from "./network-texts.json";

type NetworkConfig = EnvironmentConfig["network"];

type Text = Pick<RuleProblem, "expected" | "fix">;

/** Subnets apart from those of nodes have interfaces, and ids in an existing network. */
export const subnetsApart = ({ network, entry }: EnvironmentConfig): RuleProblem[] => [
  ...unusedRules(network, entry),
  ...forEach(APART, (role) => idRules(network, role)),
];

function unusedRules(network: NetworkConfig, entry: EnvironmentConfig["entry"]): RuleProblem[] {
  const { hub, interfaces } = network.endpoints;
  const unused = (key: "loadBalancerSubnets" | "endpointSubnets", is: boolean, text: Text): RuleProblem[] =>
    when(is && network[key] !== undefined, problem([key], text));
  return [
    ...unused("loadBalancerSubnets", entryReach(entry).isInternetFacing, TEXTS.publicLoadBalancer),
    ...unused("loadBalancerSubnets", entry.type === "none", TEXTS.noLoadBalancer),
    ...unused("endpointSubnets", hub !== undefined, TEXTS.endpointsOfHub),
    ...unused("endpointSubnets", !interfaces, TEXTS.noEndpoints),
  ];
}

function idRules({ existing, ...network }: NetworkConfig, role: (typeof APART)[number]): RuleProblem[] {
  const [key, ids] = [`${role}Subnets`, `${role}SubnetIds`] as const;
  const isGiven = network[key] !== undefined;
  if (!existing) return [];
  if (!isByIds(existing)) return when(isGiven, problem([key], TEXTS.apartByNames));
  if (isGiven === (existing[ids] !== undefined)) return [];
  const fix = "write one for each zone";
  return isGiven
    ? [problem(["existing", ids], { expected: `the ids of ${key}`, fix }, "nothing")]
    : [problem([key], { expected: `the ranges of existing.${ids}`, fix }, "nothing")];
}
