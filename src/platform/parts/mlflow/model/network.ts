import { type PartNetwork } from "../../../../proof/model/network/part-network";
import { artifactNeeds, databaseNeeds, dnsNeeds } from "../../../../proof/model/network/program-needs";
import { mlflowServersOf } from "./servers";

export const NETWORK: PartNetwork = {
  // Nothing in the cluster connects to an MLflow server.
  policyNeeds: (plan) =>
    mlflowServersOf(plan).flatMap(({ pods }) => [
      ...dnsNeeds(pods),
      ...artifactNeeds(plan, pods),
      ...databaseNeeds(plan, pods),
    ]),
};
