import { planWith } from "./changed-plans";
import { type Plan } from "./plan";
import { planOf } from "./reference-plans";

const ZONE = "Z0123456789RECORDZONE";

/** Entries with a DNS record: one of each type, and both kinds of load balancers that the controller creates. */
export const RECORDED: readonly (readonly [title: string, plan: () => Plan])[] = [
  ["an Ingress", () => planWith("mlapp", { entry: { dnsRecord: true } })],
  [
    "an internal Ingress",
    () => planWith("retail-forecast", { entry: { scheme: "internal", hostedZoneId: ZONE, dnsRecord: true } }),
  ],
  [
    "an NLB",
    () =>
      planWith("ml-inference-prod", {
        entry: { host: "inference.example.com", hostedZoneId: ZONE, dnsRecord: true },
      }),
  ],
  ["an ALB in Terraform", () => planOf("retail-forecast-option-b")],
  [
    "an existing ALB",
    () =>
      planWith("retail-forecast-console", {
        entry: { host: "forecast.retail.example.com", hostedZoneId: ZONE, dnsRecord: true },
      }),
  ],
];
