import { type PartNetwork, PodNeeds } from "../../../infrastructure/network-needs";
import { replicaSchedulesOf } from "./replica-schedules";

export const NETWORK: PartNetwork = {
  // They find the API by its address, and call no other service.
  policyNeeds: (plan) => replicaSchedulesOf(plan).map(({ pods }) => new PodNeeds(pods).api),
};
