import { networkPolicyPaths as check } from "../../../src/checks/network/network-policy-paths";
import { newMessages, policy, referenceFindings } from "./findings";

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
});
