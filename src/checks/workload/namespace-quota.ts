import { asObject, isFalse, type Json, text } from "../../terraform/stack-json";
import { quantity } from "../../base/quantities";
import { isLoadBalancer } from "../../infrastructure/network-entries";
import { type KubernetesObject } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { guardedNamespaces, objectsOfKind } from "./namespaces";
import { items } from "../../infrastructure/kubernetes-api";
import TEXTS from "./texts.json";

export const namespaceQuota: Check = {
  ...ruleOf(TEXTS, "namespace-quota"),
  run: (plan) =>
    guardedNamespaces(plan).flatMap((namespace) => [
      ...quotaFindings(plan, namespace),
      ...limitFindings(plan, namespace),
    ]),
};

/** Not a number where the amount is missing, or Kubernetes cannot read it. */
const amountOf = (value: Json | undefined): number => quantity(String(value));

/** The number of pods bounds their requests too: a model's containers state them. */
const LIMITED = ["pods", "requests.nvidia.com/gpu", "services.loadbalancers", "services.nodeports"];

function quotaFindings(plan: EnvironmentPlan, namespace: KubernetesObject): Finding[] {
  const [quota] = objectsOfKind(plan, "resource_quota", namespace);
  if (!quota) return combinedFinding(namespace.resource, namespace.title, ["it has no ResourceQuota"]);
  const hard = asObject(quota.spec.hard);
  const balancers = objectsOfKind(plan, "service", namespace).filter(isLoadBalancer);
  const allowed = amountOf(hard["services.loadbalancers"]);
  const withPorts = balancers.filter(({ spec }) => !isFalse(spec.allocateLoadBalancerNodePorts));
  return [
    ...combinedFinding(quota.resource, quota.title, [
      ...LIMITED.filter((key) => Number.isNaN(amountOf(hard[key]))).map((key) => `${key} is not limited`),
      // A Service counts until its load balancer is deleted, so a renamed model has two for a while.
      ...(allowed < balancers.length || allowed > 2 * balancers.length
        ? [
            `services.loadbalancers is ${allowed}, expected the number of such Services, ${balancers.length}, up to twice that`,
          ]
        : []),
      ...(amountOf(hard["services.nodeports"]) > 0
        ? ["services.nodeports is not 0, and no Service uses node ports"]
        : []),
    ]),
    ...withPorts.flatMap(({ resource, name }) =>
      combinedFinding(resource, `service ${name}`, ["it allocates node ports, which the quota forbids"]),
    ),
  ];
}

/** Bounds for each container. A model states its own amounts, and the quota limits the number of pods. */
const BOUNDS = [
  ["max", "max"],
  ["min", "min"],
  ["max_limit_request_ratio", "maxLimitRequestRatio"],
] as const;

function limitFindings(plan: EnvironmentPlan, namespace: KubernetesObject): Finding[] {
  const [range] = objectsOfKind(plan, "limit_range", namespace);
  if (!range) return combinedFinding(namespace.resource, namespace.title, ["it has no LimitRange"]);
  const limit = items(range.spec.limits).find(({ type }) => text(type) === "Container") ?? {};
  const wanted = [
    ["default", "memory"],
    ["defaultRequest", "cpu"],
    ["defaultRequest", "memory"],
  ] as const;
  const missing = wanted.filter(([group, key]) => Number.isNaN(amountOf(asObject(limit[group])[key])));
  return combinedFinding(range.resource, range.title, [
    ...missing.map(([group, key]) => `it has no ${group} for ${key}`),
    ...BOUNDS.filter(([, field]) => Object.keys(asObject(limit[field])).length > 0).map(
      ([key]) => `its ${key} refuses pods that the quota admits`,
    ),
    ...(amountOf(asObject(limit.defaultRequest)["memory"]) > amountOf(asObject(limit.default)["memory"])
      ? ["its defaultRequest for memory is above its default"]
      : []),
  ]);
}
