import { httpsEntry } from "../../../src/checks/entry/https-entry";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { OPTION_B, annotation, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(httpsEntry);

test("accepts the stacks of mlapp", () => {
  expect(foundBy(httpsEntry, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports an Ingress that does not redirect HTTP", () => {
  expect(findings("mlapp", annotation("ssl-redirect", undefined))).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: ssl-redirect is missing, expected 443: HTTP requests are served unencrypted",
  ]);
});

test("reports an Ingress that allows TLS 1.0", () => {
  expect(findings("mlapp", annotation("ssl-policy", "ELBSecurityPolicy-2016-08"))).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: ssl-policy is ELBSecurityPolicy-2016-08, expected a policy of TLS 1.2 or newer",
  ]);
});

describe("an NLB with a certificate", () => {
  const HARDENED = "ml-inference-hardened";
  const nlb = (key: string, value: string | undefined) =>
    edited("models", "kubernetes_service_v1.ml_inference_api_nlb", ({ metadata }) => {
      const name = `service.beta.kubernetes.io/aws-load-balancer-${key}`;
      if (value === undefined) Reflect.deleteProperty(metadata.annotations as object, name);
      else metadata.annotations[name] = value;
    });

  test("is accepted", () => {
    expect(foundBy(httpsEntry, environmentPlan(planOf(HARDENED)))).toEqual([]);
  });

  test.each<[key: string, value: string | undefined, finding: string]>([
    [
      "ssl-negotiation-policy",
      undefined,
      "ssl-negotiation-policy is missing, expected a policy of TLS 1.2 or newer",
    ],
    [
      "ssl-negotiation-policy",
      "ELBSecurityPolicy-2016-08",
      "ssl-negotiation-policy is ELBSecurityPolicy-2016-08, expected a policy of TLS 1.2 or newer",
    ],
    ["ssl-ports", "8443", "ssl-ports does not list port 443, which is served unencrypted"],
  ])("is reported with %s %s", (key, value, finding) => {
    expect(findings(HARDENED, nlb(key, value))).toEqual([
      `kubernetes_service_v1.ml_inference_api_nlb: service ml-inference-api-nlb: ${finding}`,
    ]);
  });

  test.each([
    ["ssl-ports", undefined],
    ["ssl-ports", "*"],
    ["ssl-ports", "http"],
    ["ssl-ports", "80, 443"],
  ])("is accepted with %s %s, which covers its port", (key, value) => {
    expect(findings(HARDENED, nlb(key, value))).toEqual([]);
  });
});

test("reports an HTTP listener that does not redirect", () => {
  const edit = edited(
    "network",
    "aws_lb_listener.http",
    (each) =>
      (each["default_action"] = [{ type: "forward", target_group_arn: "${aws_lb_target_group.api.arn}" }]),
  );
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_lb_listener.http: listener: port 80 does not redirect to HTTPS on 443 with HTTP_301",
  ]);
});

test("reports an HTTPS listener without a TLS policy", () => {
  const edit = edited("network", "aws_lb_listener.https", (each) => delete each["ssl_policy"]);
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_lb_listener.https: listener: its policy is missing, expected a policy of TLS 1.2 or newer",
  ]);
});
