import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const nodesReachApi: Check = {
  id: "nodes-reach-api",
  severity: "error",
  title: "nodes and Fargate pods reach the Kubernetes API",
  why: "a node that cannot reach the API never joins the cluster, and Terraform waits until it times out",
  fix: "add the missing rules from the nodes' security group to the control plane's security group on TCP 443, on both sides",
  source: 'EKS user guide, \"sec-group-reqs\" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "nodes-reach-api"),
};
