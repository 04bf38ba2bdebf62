import { type PartNetwork, PodNeeds } from "../../../infrastructure/network-needs";
import { promotionsOf } from "./promotions";
import { mlflowServersOf } from "./servers";
import { trackingAddressOf, trackingNeeds } from "./tracking";

export const NETWORK: PartNetwork = {
  // Pods that connect to a server need the rules of both sides: see the part of these pods.
  policyNeeds: (plan) => [
    ...mlflowServersOf(plan).flatMap(({ pods }) => {
      const needs = new PodNeeds(pods);
      return [...needs.dns, ...needs.artifacts(plan), ...needs.databases(plan)];
    }),
    ...promotionsOf(plan).flatMap(({ pods }) => {
      const needs = new PodNeeds(pods);
      return [
        ...needs.dns,
        ...needs.artifacts(plan),
        ...trackingNeeds(plan, pods, trackingAddressOf(plan, pods)),
      ];
    }),
  ],
};
