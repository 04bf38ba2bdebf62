import { type Check, ruleOf } from "../check";
import { stoppedFlows } from "./proofs";
import TEXTS from "./texts.json";

// Connections inside the environment that the security groups of both ends must allow.

export const nodesReachApi: Check = {
  ...ruleOf(TEXTS, "nodes-reach-api"),
  run: (plan) => stoppedFlows(plan, "nodes-reach-api"),
};

export const apiReachesNodes: Check = {
  ...ruleOf(TEXTS, "api-reaches-nodes"),
  run: (plan) => stoppedFlows(plan, "api-reaches-nodes"),
};

export const podsReachEachOther: Check = {
  ...ruleOf(TEXTS, "pods-reach-each-other"),
  run: (plan) => stoppedFlows(plan, "pods-reach-each-other"),
};

export const workloadsReachEndpoints: Check = {
  ...ruleOf(TEXTS, "workloads-reach-endpoints"),
  run: (plan) => stoppedFlows(plan, "workloads-reach-endpoints"),
};

export const workloadsReachS3: Check = {
  ...ruleOf(TEXTS, "workloads-reach-s3"),
  run: (plan) => stoppedFlows(plan, "workloads-reach-s3"),
};

export const workloadsReachDatabase: Check = {
  ...ruleOf(TEXTS, "workloads-reach-database"),
  run: (plan) => stoppedFlows(plan, "workloads-reach-database"),
};

export const loadBalancerReachesPods: Check = {
  ...ruleOf(TEXTS, "load-balancer-reaches-pods"),
  run: (plan) => stoppedFlows(plan, "load-balancer-reaches-pods"),
};
