import { publicEntryWaf } from "../../../src/checks/entry/public-entry-waf";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, OPTION_B, annotation, controller, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(publicEntryWaf);

test("accepts the stacks of mlapp", () => {
  expect(foundBy(publicEntryWaf, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports a public Ingress without a web ACL", () => {
  expect(findings("mlapp", annotation("wafv2-acl-arn", undefined))).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: its load balancer is internet-facing, and no web ACL protects it",
  ]);
});

test("reports a controller that attaches no web ACLs", () => {
  expect(
    findings(
      "mlapp",
      controller((values) => (values["enableWafv2"] = false)),
    ),
  ).toEqual([
    "kubernetes_ingress_v1.models: ingress ml-ingress: the controller attaches no web ACLs: enableWafv2 is not true",
  ]);
});

describe("an Ingress in a network without a route to the WAF API", () => {
  test("is accepted, since Terraform associates the web ACL", () => {
    expect(foundBy(publicEntryWaf, environmentPlan(planOf("retail-forecast")))).toEqual([]);
  });

  test.each<[what: string, edit: Edit]>([
    ["no association", ({ models }) => delete models.resource.aws_wafv2_web_acl_association],
    [
      "an association with a classic web ACL",
      ({ models }) =>
        (models.resource.aws_wafv2_web_acl_association.guard.web_acl_arn =
          "arn:aws:waf-regional:ap-southeast-1:111122223333:webacl/0a1b2c3d"),
    ],
    [
      "an association with another load balancer",
      ({ models }) => (models.data.aws_lb.entry.name = "another"),
    ],
  ])("is reported with %s", (_what, edit) => {
    expect(findings("retail-forecast", edit)).toEqual([
      "kubernetes_ingress_v1.models: ingress models: its load balancer is internet-facing, and no web ACL protects it",
    ]);
  });
});

test("reports a public ALB without a web ACL", () => {
  const edit: Edit = ({ network }) => delete network.resource.aws_wafv2_web_acl_association;
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_lb.demo: load balancer: it is internet-facing, and no web ACL protects it",
  ]);
});

test("reports a public NLB", () => {
  const edit = edited(
    "models",
    "kubernetes_service_v1.ml_inference_api_nlb",
    ({ metadata }) =>
      (metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"] = "internet-facing"),
  );
  expect(findings(ML, edit)).toEqual([
    "kubernetes_service_v1.ml_inference_api_nlb: service ml-inference-api-nlb: it is internet-facing, and an NLB supports no web ACL",
  ]);
});
