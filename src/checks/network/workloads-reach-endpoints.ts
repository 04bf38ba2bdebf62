import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const workloadsReachEndpoints: Check = {
  id: "workloads-reach-endpoints",
  severity: "error",
  title: "nodes and pods reach the interface endpoints that they call",
  why: "with private DNS a service's name leads to the endpoint: where its group refuses, the call hangs",
  fix: "add the missing rules: TCP 443 from the callers' group to the endpoints' group, on both sides",
  source:
    'AWS PrivateLink guide, "create-interface-endpoint"; EKS user guide, "private-clusters" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "workloads-reach-endpoints"),
};
