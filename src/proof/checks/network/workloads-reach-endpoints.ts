import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const workloadsReachEndpoints: Check = {
  id: "workloads-reach-endpoints",
  severity: "error",
  title: "nodes and pods reach the interface endpoints that they call",
  why: "with private DNS, service names resolve to the endpoint; if its security group denies the traffic, calls time out",
  fix: "add the missing rules from the callers' security group to the endpoints' group on TCP 443, on both sides",
  source:
    'AWS PrivateLink guide, "create-interface-endpoint"; EKS user guide, "private-clusters" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "workloads-reach-endpoints"),
};
