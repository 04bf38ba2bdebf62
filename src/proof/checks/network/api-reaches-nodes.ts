import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const apiReachesNodes: Check = {
  id: "api-reaches-nodes",
  severity: "error",
  title: "the control plane reaches every kubelet and webhook",
  why: "without the rules, logs, exec and metrics fail, and API requests that call a webhook fail or time out",
  fix: "add the missing rules from the control plane's security group to the nodes' security group on that port",
  source:
    'EKS user guide, \"sec-group-reqs\" (read 2026-11-20); AWS Load Balancer Controller 3.5.0, "installation"',
  run: (plan) => stoppedFlows(plan, "api-reaches-nodes"),
};
