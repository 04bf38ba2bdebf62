import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const apiReachesNodes: Check = {
  id: "api-reaches-nodes",
  severity: "error",
  title: "the control plane reaches each kubelet and each webhook",
  why: "logs, exec and metrics fail, and a webhook that cannot be reached makes the API refuse or hang",
  fix: "add the missing rules: from the control plane's group to the nodes' on the port",
  source:
    'EKS user guide, \"sec-group-reqs\" (read 2026-11-20); AWS Load Balancer Controller 3.5.0, "installation"',
  run: (plan) => stoppedFlows(plan, "api-reaches-nodes"),
};
