import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const podsReachEachOther: Check = {
  id: "pods-reach-each-other",
  severity: "error",
  title: "nodes and pods reach each other and CoreDNS",
  why: "without the rules, pods cannot call pods on other nodes, and names resolve only on nodes that run CoreDNS",
  fix: "add the missing rules between the security groups, on both sides",
  source: 'EKS user guide, \"sec-group-reqs\" (read 2026-11-20); EKS user guide, "fargate-pod-configuration"',
  run: (plan) => stoppedFlows(plan, "pods-reach-each-other"),
};
