import { type Check } from "../check";
import { stoppedFlows } from "./proofs";
import TEXTS from "./texts.json";

// Connections inside the environment that the security groups of both ends must allow.

export const nodesReachApi: Check = {
  id: "nodes-reach-api",
  severity: "error",
  ...TEXTS["nodes-reach-api"],
  run: (plan) => stoppedFlows(plan, "nodes-reach-api"),
};

export const apiReachesNodes: Check = {
  id: "api-reaches-nodes",
  severity: "error",
  ...TEXTS["api-reaches-nodes"],
  run: (plan) => stoppedFlows(plan, "api-reaches-nodes"),
};

export const podsReachEachOther: Check = {
  id: "pods-reach-each-other",
  severity: "error",
  ...TEXTS["pods-reach-each-other"],
  run: (plan) => stoppedFlows(plan, "pods-reach-each-other"),
};

export const workloadsReachEndpoints: Check = {
  id: "workloads-reach-endpoints",
  severity: "error",
  ...TEXTS["workloads-reach-endpoints"],
  run: (plan) => stoppedFlows(plan, "workloads-reach-endpoints"),
};

export const workloadsReachS3: Check = {
  id: "workloads-reach-s3",
  severity: "error",
  ...TEXTS["workloads-reach-s3"],
  run: (plan) => stoppedFlows(plan, "workloads-reach-s3"),
};

export const workloadsReachDatabase: Check = {
  id: "workloads-reach-database",
  severity: "error",
  ...TEXTS["workloads-reach-database"],
  run: (plan) => stoppedFlows(plan, "workloads-reach-database"),
};

export const loadBalancerReachesPods: Check = {
  id: "load-balancer-reaches-pods",
  severity: "error",
  ...TEXTS["load-balancer-reaches-pods"],
  run: (plan) => stoppedFlows(plan, "load-balancer-reaches-pods"),
};
