import { loadBalancerHardening } from "../../../src/checks/entry/load-balancer-hardening";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { OPTION_B, annotation, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(loadBalancerHardening);

test("accepts the stacks of mlapp", () => {
  expect(foundBy(loadBalancerHardening, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports an Ingress that accepts invalid header fields", () => {
  const edit = annotation("load-balancer-attributes", "idle_timeout.timeout_seconds=60");
  expect(findings("mlapp", edit)).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: its attributes lack routing.http.drop_invalid_header_fields.enabled=true",
  ]);
});

test("reports an Ingress that only watches for desync attacks", () => {
  const hardened = "routing.http.drop_invalid_header_fields.enabled=true,routing.http.desync_mitigation_mode";
  expect(findings("mlapp", annotation("load-balancer-attributes", `${hardened}=strictest`))).toEqual([]);
  expect(findings("mlapp", annotation("load-balancer-attributes", `${hardened}=monitor`))).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: its desync mitigation mode is monitor, expected defensive or strictest",
  ]);
});

test("reports an ALB that accepts invalid header fields", () => {
  const edit = edited("network", "aws_lb.demo", (each) => (each["drop_invalid_header_fields"] = false));
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_lb.demo: load balancer: drop_invalid_header_fields is not true",
  ]);
});

test("reports an ALB that lets requests pass when AWS WAF does not answer", () => {
  const edit = edited("network", "aws_lb.demo", (each) => (each["enable_waf_fail_open"] = "true"));
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_lb.demo: load balancer: enable_waf_fail_open is true, so requests pass unchecked while AWS WAF does not answer",
  ]);
});

test("reports an Ingress that lets requests pass when AWS WAF does not answer", () => {
  const hardened = "routing.http.drop_invalid_header_fields.enabled=true";
  expect(
    findings("mlapp", annotation("load-balancer-attributes", `${hardened},waf.fail_open.enabled=true`)),
  ).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: waf.fail_open.enabled is true, so requests pass unchecked while AWS WAF does not answer",
  ]);
  expect(
    findings("mlapp", annotation("load-balancer-attributes", `${hardened},waf.fail_open.enabled=false`)),
  ).toEqual([]);
});
