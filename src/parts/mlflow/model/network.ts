import {
  artifactNeeds,
  databaseNeeds,
  dnsNeeds,
  type PartNetwork,
} from "../../../infrastructure/network-needs";
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
