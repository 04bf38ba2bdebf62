import { type PartNetwork } from "../../../infrastructure/part-network";
import { artifactNeeds, databaseNeeds, dnsNeeds } from "../../../infrastructure/program-needs";
import { promotionsOf } from "./promotions";
import { mlflowServersOf } from "./servers";
import { trackingAddressOf, trackingNeeds } from "./tracking";

export const NETWORK: PartNetwork = {
  // Pods that connect to a server need the rules of both sides: see the part of these pods.
  policyNeeds: (plan) => [
    ...mlflowServersOf(plan).flatMap(({ pods }) => [
      ...dnsNeeds(pods),
      ...artifactNeeds(plan, pods),
      ...databaseNeeds(plan, pods),
    ]),
    ...promotionsOf(plan).flatMap(({ pods }) => [
      ...dnsNeeds(pods),
      ...artifactNeeds(plan, pods),
      ...trackingNeeds(plan, pods, trackingAddressOf(plan, pods)),
    ]),
  ],
};
