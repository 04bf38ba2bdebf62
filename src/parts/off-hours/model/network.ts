import { needOf, type PartNetwork } from "../../../infrastructure/network-needs";
import { replicaSchedulesOf } from "./replica-schedules";
import { CLUSTER_PORTS } from "../../../facts/cluster-ports";

export const NETWORK: PartNetwork = {
  // They find the API by its address, and call no other service.
  policyNeeds: (plan) =>
    replicaSchedulesOf(plan).map(({ pods }) =>
      needOf(pods)("egress", CLUSTER_PORTS.api, { kind: "api" }, "the Kubernetes API"),
    ),
};
