import { networkPolicyPaths as check } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy, newlyFound } from "../../support/findings";
import { existing, IDS, WITH_GATEWAY } from "../../support/network-by-ids";
import { newMessages, policy, referenceFindings } from "./findings";

const PARAMETER = "arn:aws:ssm:eu-central-1:444455556666:parameter/words";

describe("network-policy-paths", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports denied ingress from the load balancer's subnets", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => {
        policy(models, "all_models")["ingress"] = [];
      },
    );
    expect(messages).toContain("ingress on TCP 8080 from 10.0.1.0/24");
  });

  test("reports denied DNS queries over UDP", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => policy(models, "all_models")["egress"][0].ports.shift(),
    );
    expect(messages).toContain("UDP 53");
  });

  test("reports denied egress to S3", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => policy(models, "all_models")["egress"].pop(),
    );
    expect(messages).toContain("the ranges of S3");
  });

  test("reports denied egress to the Kubernetes API", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => delete policy(models, "ml_inference_api")["egress"],
    );
    expect(messages).toContain("the Kubernetes API");
  });

  test("reports a policy that selects other pods", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_deployment_v1.retail_forecast_api",
      ({ models }) => {
        policy(models, "all_models")["pod_selector"].match_labels["app.kubernetes.io/component"] = "other";
      },
    );
    expect(messages).toContain("TCP 443");
  });

  test("reports denied clients of an NLB that preserves client addresses", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => {
        const { annotations } = models.resource.kubernetes_service_v1.ml_inference_api_nlb.metadata;
        annotations["service.beta.kubernetes.io/aws-load-balancer-target-group-attributes"] =
          "preserve_client_ip.enabled=true";
      },
    );
    expect(messages).toContain("from 10.0.0.0/8");
  });

  test("reports an existing endpoint that the permission of a model calls, and its policy does not open", () => {
    const models = [
      {
        name: "words",
        image: { tag: "1" },
        permissions: [{ actions: ["ssm:GetParameter"], resources: [PARAMETER] }],
      },
      { name: "plain", image: { tag: "1" } },
    ];
    const ids = existing({ ...IDS, endpointIds: { ssm: "vpce-0123456789abcdef0" } });
    const plan = planWith(WITH_GATEWAY, { ...ids, models });
    expect(foundBy(check, environmentPlan(plan))).toEqual([]);
    expect(foundBy(networkPolicyWide, environmentPlan(plan))).toEqual([]);
    const found = newlyFound([check], plan, ({ models }) => delete policy(models, "words")["egress"]);
    expect(found).toEqual([expect.stringContaining("allows egress on TCP 443 to 10.32.0.0/16 (ssm)")]);
  });
});
