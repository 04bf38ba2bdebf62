import { type PartNetwork } from "../../../infrastructure/part-network";
import { needOf } from "../../../infrastructure/policy-need";
import { CLUSTER_PORTS } from "../../../facts/cluster-ports";
import { replicaSchedulesOf } from "./replica-schedules";

export const NETWORK: PartNetwork = {
  // They find the API by its address, and call no other service.
  policyNeeds: (plan) =>
    replicaSchedulesOf(plan).map(({ pods }) =>
      needOf(pods)("egress", CLUSTER_PORTS.api, { kind: "api" }, "the Kubernetes API"),
    ),
};
