import { type ReviewCase } from "./case";
import { modelsWith, waiversWith } from "./reference-lists";

const RECORD = `
data "aws_route53_zone" "web" {
  name = "web.example.com"
}

resource "aws_route53_record" "models" {
  zone_id = data.aws_route53_zone.web.zone_id
  name    = "models.web.example.com"
  type    = "CNAME"
  ttl     = 60
  records = [kubernetes_ingress_v1.models.status[0].load_balancer[0].ingress[0].hostname]
}
`;

const accepted = (until: string): object => ({
  acceptedBlocks: [
    {
      address: "aws_route53_record.models",
      digest: "xzfkkrkkljrdmjdd",
      reason: "the web team moves its clients to the models",
      until,
    },
  ],
});

const trusting = (kind: string, value: string): object => ({
  trusted: [{ kind, value, reason: "the team of forecasts builds its images there" }],
});

/** Waivers, accepted blocks of own files and trusted names of the file. */
export const ACCEPTANCE_CASES: readonly ReviewCase[] = [
  {
    name: "a waiver for a year more",
    environment: "ml-inference-prod",
    to: { waivers: waiversWith("ml-inference-prod", { "plain-http-entry": { until: "2028-05-31" } }) },
    verdict: "needs attention",
    harm: "none",
    first: ["plain-http-entry", "2027-05-31 → 2028-05-31"],
    cause: "waivers[1].until",
    why: "Clients send plain HTTP for a year more before the file asks about it again.",
  },
  {
    name: "a waiver that accepts every finding at its address",
    environment: "ml-inference-prod",
    to: { waivers: waiversWith("ml-inference-prod", { "node-drain-time": { finding: null } }) },
    verdict: "needs attention",
    harm: "none",
    first: ["node-drain-time"],
    cause: "waivers[0].finding",
    why: "Without the id of the finding, a worse finding of the check at this address is accepted unseen.",
  },
  {
    name: "a waiver removed",
    environment: "retail-forecast",
    to: { waivers: waiversWith("retail-forecast", { "capacity-autoscaler": null }) },
    verdict: "safe",
    harm: "none",
    first: ["capacity-autoscaler"],
    cause: "waivers",
    why: "A warning shows again, and nothing in AWS changes.",
  },
  {
    name: "a waiver that comes with the weakness that it hides",
    environment: "mlapp",
    to: {
      models: modelsWith("mlapp", { 1: { replicas: { min: 1 } } }),
      waivers: [
        ...waiversWith("mlapp"),
        {
          check: "few-replicas",
          address: "kubernetes_horizontal_pod_autoscaler_v2.training_service",
          reason: "trainings are started by people, who can wait",
          until: "2027-05-31",
        },
      ],
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["few-replicas", "2 → 1"],
    cause: "models[1].replicas.min",
    why: "The check warns of the single pod, and the waiver of the same change hides it.",
  },
  {
    name: "an accepted block that comes with its own file",
    environment: "mlapp",
    to: {
      ...accepted("2027-05-31"),
      trusted: [{ kind: "domain", value: "web.example.com", reason: "the zone of the web team" }],
    },
    ownFiles: { "models/dns.tf": RECORD },
    verdict: "needs attention",
    harm: "none",
    first: ["aws_route53_record.models", "2027-05-31"],
    cause: "acceptedBlocks[0]",
    why: "The record moves clients of a name of another team, and no check judges it.",
  },
  {
    name: "an accepted block ended",
    environment: "mlapp",
    from: accepted("2027-05-31"),
    to: {},
    verdict: "safe",
    harm: "none",
    first: ["aws_route53_record.models"],
    cause: "acceptedBlocks",
    why: "The file accepts less than before.",
  },
  {
    name: "a trusted registry that is wider",
    environment: "mlapp",
    from: trusting("registry", "ghcr.io/acme/forecast"),
    to: trusting("registry", "ghcr.io"),
    verdict: "needs attention",
    harm: "none",
    first: ["ghcr.io/acme/forecast → ghcr.io"],
    cause: "trusted[0].value",
    why: "An image of any account of this registry passes the check of names from now on.",
  },
  {
    name: "a waiver that ends sooner",
    environment: "ml-inference-prod",
    to: { waivers: waiversWith("ml-inference-prod", { "plain-http-entry": { until: "2027-02-28" } }) },
    verdict: "safe",
    harm: "none",
    first: ["plain-http-entry", "2027-05-31 → 2027-02-28"],
    cause: "waivers",
    why: "The file accepts less than before.",
  },
  {
    name: "a waiver for a weakness that exists already",
    environment: "retail-forecast",
    from: { waivers: waiversWith("retail-forecast", { "capacity-autoscaler": null }) },
    to: {},
    verdict: "needs attention",
    harm: "none",
    first: ["waiver of capacity-autoscaler", "it hides", "the verdict without it"],
    cause: "waivers",
    why: "The check no longer warns, and a reader has to know what it no longer says.",
  },
  {
    name: "another account is trusted",
    environment: "mlapp",
    to: { trusted: [{ kind: "account", value: "999988887777", reason: "the account of the web team" }] },
    verdict: "needs attention",
    harm: "none",
    first: ["999988887777"],
    cause: "trusted",
    why: "Policies may let this account in from now on, and no check says so.",
  },
  {
    name: "a name is no longer trusted",
    environment: "mlapp",
    from: { trusted: [{ kind: "registry", value: "ghcr.io/acme", reason: "images of the team" }] },
    to: {},
    verdict: "safe",
    harm: "none",
    first: ["ghcr.io/acme"],
    cause: "trusted",
    why: "The file accepts less than before.",
  },
];
