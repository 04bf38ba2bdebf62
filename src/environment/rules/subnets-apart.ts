import { entryReach } from "../entry";
import { isByIds } from "../existing-network";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, allOf, forEach } from "../rule-problems";
import { APART } from "../values/subnet-plan";
import { when } from "./key-problem";
import { problem } from "./network-problem";
import TEXTS from "./network-texts.json";

/** Subnets apart from those of nodes have interfaces, and ids in an existing network. */
export function subnetsApart({ network, entry }: EnvironmentConfig): RuleProblem[] {
  const { existing, endpoints, loadBalancerSubnets, endpointSubnets } = network;
  const byNames = existing !== undefined && !isByIds(existing);
  const unused = [
    ...when(loadBalancerSubnets !== undefined && entryReach(entry).isInternetFacing, {
      key: "loadBalancerSubnets",
      text: TEXTS.publicLoadBalancer,
    }),
    ...when(loadBalancerSubnets !== undefined && entry.type === "none", {
      key: "loadBalancerSubnets",
      text: TEXTS.noLoadBalancer,
    }),
    ...when(endpointSubnets !== undefined && !!endpoints.hub, {
      key: "endpointSubnets",
      text: TEXTS.endpointsOfHub,
    }),
    ...when(endpointSubnets !== undefined && !endpoints.interfaces, {
      key: "endpointSubnets",
      text: TEXTS.noEndpoints,
    }),
  ];
  return allOf(
    () => unused.map(({ key, text }) => problem([key], text)),
    () => forEach(APART, (role) => withIds(role)),
  );

  function withIds(role: (typeof APART)[number]): RuleProblem[] {
    const [key, ids] = [`${role}Subnets`, `${role}SubnetIds`] as const;
    const isGiven = network[key] !== undefined;
    if (byNames) return when(isGiven, problem([key], TEXTS.apartByNames));
    if (!existing || isGiven === (existing[ids] !== undefined)) return [];
    const fix = "write one for each zone";
    return isGiven
      ? [problem(["existing", ids], { expected: `the ids of ${key}`, fix }, "nothing")]
      : [problem([key], { expected: `the ranges of existing.${ids}`, fix }, "nothing")];
  }
}
