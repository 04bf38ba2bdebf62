import { httpsEntry } from "../../../../src/proof/checks/entry/https-entry";
import { loadBalancerAnnotations } from "../../../../src/proof/checks/entry/load-balancer-annotations";
import { newlyFound } from "../../../support/findings";
import { INGRESS, OF_OTHERS, SERVICE } from "../../../support/legitimate/annotations";
import { ML, edited } from "../terraform/edits";

const CHECKS = [loadBalancerAnnotations, httpsEntry];

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
