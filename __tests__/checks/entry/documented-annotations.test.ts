import { httpsEntry } from "../../../src/checks/entry/https-entry";
import { loadBalancerAnnotations } from "../../../src/checks/entry/load-balancer-annotations";
import { newlyFound } from "../../support/findings";
import { INGRESS, OF_OTHERS, SERVICE } from "../../support/legitimate/annotations";
import { ML, edited } from "../terraform/edits";

/** The checks without their notices. */
const CHECKS = [loadBalancerAnnotations, httpsEntry].map((check) => ({
  ...check,
  run: (...given: Parameters<typeof check.run>) =>
    check.run(...given).filter(({ isNotice }) => isNotice !== true),
}));

const withIngress = (key: string, value: string): string[] =>
  newlyFound(
    CHECKS,
    "mlapp",
    edited("models", "kubernetes_ingress_v1.models", ({ metadata }) => {
      metadata.annotations[key] = value;
    }),
  );

const withService = (key: string, value: string): string[] =>
  newlyFound(
    CHECKS,
    ML,
    edited("models", "kubernetes_service_v1.ml_inference_api_nlb", ({ metadata }) => {
      metadata.annotations[key] = value;
    }),
  );

test.each(INGRESS)("the documented annotation %s of an Ingress, %s, is no error", (key, value) => {
  expect(withIngress(`alb.ingress.kubernetes.io/${key}`, value)).toEqual([]);
});

test.each(SERVICE)("the documented annotation %s of a Service, %s, is no error", (key, value) => {
  expect(withService(`service.beta.kubernetes.io/aws-load-balancer-${key}`, value)).toEqual([]);
});

test.each(OF_OTHERS)("%s of another program is no error", (key, value) => {
  expect(withIngress(key, value)).toEqual([]);
  expect(withService(key, value)).toEqual([]);
});

test.each([
  ["alb.ingress.kubernetes.io/next-feature", "on"],
  [
    "alb.ingress.kubernetes.io/load-balancer-attributes",
    "routing.http.drop_invalid_header_fields.enabled=true,next.feature.enabled=true",
  ],
  ["alb.ingress.kubernetes.io/ssl-policy", "ELBSecurityPolicy-TLS14-2030-01"],
])("%s with a name that this version does not know is no error", (key, value) => {
  expect(withIngress(key, value)).toEqual([]);
});

test.each([
  [
    "alb.ingress.kubernetes.io/next-feature",
    "on",
    "alb.ingress.kubernetes.io/next-feature, which this version does not know",
  ],
  ["alb.ingress.kubernetes.io/actions.response-503", "{}", "the value of actions.response-503"],
  ["alb.ingress.kubernetes.io/subnets", "private-a, private-b", "subnets private-a, private-b, by names"],
  [
    "alb.ingress.kubernetes.io/ssl-policy",
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "the TLS policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  ],
])("a notice names what is not judged of %s: %s", (key, value, what) => {
  const found = newlyFound(
    [loadBalancerAnnotations, httpsEntry],
    "mlapp",
    edited("models", "kubernetes_ingress_v1.models", ({ metadata }) => {
      metadata.annotations[key] = value;
    }),
  );
  expect(found).toEqual([expect.stringContaining(what)]);
  expect(found).toEqual([expect.stringContaining("not judged: ")]);
});

test.each([
  ["alb.ingress.kubernetes.io/healthcheck-pth", "/", "did you mean healthcheck-path?"],
  ["alb.ingress.kubernetes.io/frontend-nlb-scheme", "internet-facing", "an NLB on the internet leads to it"],
  [
    "alb.ingress.kubernetes.io/ssl-policy",
    "ELBSecurityPolicy-2016-08",
    "expected a policy of TLS 1.2 or newer",
  ],
  [
    "alb.ingress.kubernetes.io/ssl-policy",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "expected a policy of TLS 1.2 or newer",
  ],
  [
    "alb.ingress.kubernetes.io/ssl-policy",
    "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
    "expected a policy of TLS 1.2 or newer",
  ],
  [
    "alb.ingress.kubernetes.io/ssl-policy",
    "ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
    "expected a policy of TLS 1.2 or newer",
  ],
  [
    "alb.ingress.kubernetes.io/ssl-policy",
    "ELBSecurityPolicy-TLS13-1-2-2021-O6",
    "did you mean ELBSecurityPolicy-TLS13-1-2-2021-06?",
  ],
  [
    "alb.ingress.kubernetes.io/load-balancer-attributes",
    "routing.http.drop_invalid_header_fields.enabld=true",
    "which is no attribute; did you mean",
  ],
])("%s with %s is an error", (key, value, problem) => {
  expect(withIngress(key, value).join("\n")).toContain(problem);
});

test("a notice names the default policy of Ingresses that no list has", () => {
  const found = newlyFound(
    [httpsEntry],
    "mlapp",
    edited("platform", "helm_release.load_balancer_controller", (release) => {
      const [values] = release.values as [string];
      release.values = [
        values.replace("ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS14-2030-01"),
      ];
    }),
  );
  expect(found).toEqual([
    expect.stringContaining("not judged: the TLS policy ELBSecurityPolicy-TLS14-2030-01"),
  ]);
});
