import { loadBalancerAnnotations } from "../../../src/checks/entry/load-balancer-annotations";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { annotation, findingsOf } from "../terraform/edits";

const findings = findingsOf(loadBalancerAnnotations);

test("accepts the stacks of mlapp", () => {
  expect(foundBy(loadBalancerAnnotations, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports a misspelled annotation", () => {
  expect(findings("mlapp", annotation("schema", "internal"))).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: alb.ingress.kubernetes.io/schema is no annotation of the controller; did you mean scheme?",
  ]);
});

test("reports a value that the controller does not accept", () => {
  expect(findings("mlapp", annotation("scheme", "public"))).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: scheme is public, which the controller does not accept",
  ]);
});

test("reports an invalid target group attribute", () => {
  const edit = annotation("target-group-attributes", "deregistration_delay=60");
  expect(findings("mlapp", edit)).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: target-group-attributes sets deregistration_delay, which is no attribute; did you mean deregistration_delay.timeout_seconds?",
  ]);
});

test("reports security groups that the controller would create", () => {
  expect(findings("mlapp", annotation("security-groups", undefined))).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: security-groups is missing",
  ]);
});
