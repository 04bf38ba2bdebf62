import { vpcsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { type Flow } from "../../infrastructure/network-needs";
import { flowsOf } from "../flows";
import { stoppedFlows } from "./proofs";
import { leadsToAttachments } from "./return-paths";
import { joinFirstNames, resourceNames } from "./words";
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
  run: (plan) => [
    ...stoppedFlows(plan, "workloads-reach-endpoints"),
    ...withoutRoute(plan, "workloads-reach-endpoints"),
  ],
};

export const proxyReachable: Check = {
  ...ruleOf(TEXTS, "proxy-reachable"),
  run: (plan) => [...stoppedFlows(plan, "proxy-reachable"), ...withoutRoute(plan, "proxy-reachable")],
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

/** Subnets of callers whose packets for a range outside of the VPC leave by another way than an attachment, or not at all. */
const withoutRoute = (plan: EnvironmentPlan, of: Flow["check"]): Finding[] =>
  flowsOf(plan).flatMap(({ check, from, to, callers }) => {
    if (check !== of || !("outside" in to)) return [];
    const ranges = to.range?.without(vpcsOf(plan).ranges) ?? [];
    const cut = from.subnets.filter(({ table }) => table && !leadsToAttachments(table, ranges));
    const [first] = cut;
    if (!first) return [];
    const message = `no route to ${to.name} by an attachment from ${resourceNames(cut)}; ${from.name} need one: ${joinFirstNames(callers)}`;
    return [{ ...at(first.table?.resource ?? first.resource), message }];
  });
