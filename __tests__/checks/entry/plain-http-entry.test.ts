import { plainHttpEntry } from "../../../src/checks/entry/plain-http-entry";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { OPTION_B, annotation, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(plainHttpEntry);

test("accepts the stacks of mlapp", () => {
  expect(foundBy(plainHttpEntry, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports an Ingress without a certificate", () => {
  expect(findings("mlapp", annotation("certificate-arn", undefined))).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress serves plain HTTP: it has no certificate",
  ]);
});

test("reports a listener of Terraform on the port of HTTPS without TLS", () => {
  const edit = edited("network", "aws_lb_listener.https", (listener) => (listener["protocol"] = "HTTP"));
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_lb_listener.http: the load balancer of this listener serves plain HTTP only",
  ]);
});
