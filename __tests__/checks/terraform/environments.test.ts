import { HYGIENE_CHECKS } from "../../support/hygiene-checks";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { ML, OPTION_B, RETAIL } from "./edits";

/** Expected findings: warnings, and findings that the environment file waives. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  [ML]: ["plain-http-entry kubernetes_service_v1.ml_inference_api_nlb"],
  "ml-platform": ["node-script-not-judged aws_launch_template.forecast"],
  [RETAIL]: ["public-subnet-addresses aws_subnet.public_a", "public-subnet-addresses aws_subnet.public_b"],
  "retail-forecast-console": ["plain-http-entry data.aws_lb_listener.http"],
  [OPTION_B]: ["public-subnet-addresses aws_subnet.public_a", "public-subnet-addresses aws_subnet.public_b"],
};

/** Check and address of each finding. */
const headsOf = (plan: Plan): string[] =>
  found(HYGIENE_CHECKS, environmentPlan(plan)).map((finding) => finding.split(":")[0] ?? "");

test.each(ENVIRONMENTS)("%s has only findings that its file waives, and warnings", (environment) => {
  expect(headsOf(planOf(environment)).sort()).toEqual([...(EXPECTED[environment] ?? [])].sort());
});

test.each<readonly [string, string, object, readonly string[]]>([
  [
    "a public API for listed ranges",
    "mlapp",
    { cluster: { apiAccess: { publicCidrs: ["203.0.113.0/24"] } } },
    [],
  ],
  ["a certificate of its own", "mlapp", { entry: { host: "api.mlapp.com" } }, []],
  [
    "no NAT",
    ML,
    { network: { egress: "none" } },
    ["plain-http-entry kubernetes_service_v1.ml_inference_api_nlb"],
  ],
  [
    "a switchable ALB without HTTPS",
    OPTION_B,
    {
      entry: {
        scheme: "internal",
        httpOnly: true,
        host: null,
        certificateArn: null,
        hostedZoneId: null,
        webAclArn: null,
      },
      network: { publicSubnets: { mapPublicIpOnLaunch: false } },
    },
    ["plain-http-entry aws_lb_listener.http"],
  ],
  [
    "a public Ingress and no web ACL",
    "mlapp",
    { entry: { webAclArn: null } },
    ["public-entry-waf kubernetes_ingress_v1.models"],
  ],
  [
    "a public ALB and no web ACL",
    OPTION_B,
    { entry: { webAclArn: null }, network: { publicSubnets: { mapPublicIpOnLaunch: false } } },
    ["public-entry-waf aws_lb.demo"],
  ],
  [
    "a public NLB",
    ML,
    { entry: { scheme: "internet-facing" } },
    [
      "public-entry-waf kubernetes_service_v1.ml_inference_api_nlb",
      "plain-http-entry kubernetes_service_v1.ml_inference_api_nlb",
    ],
  ],
  [
    "a variable that is named like a secret",
    "mlapp",
    { models: [{ name: "api", image: { tag: "1" }, environment: { DB_PASSWORD: "changeit" } }] },
    ["secret-like-variables kubernetes_config_map_v1.api"],
  ],
])("an environment with %s has exactly the expected findings", (_, environment, change, expected) => {
  expect(headsOf(planWith(environment, change))).toEqual(expected);
});
