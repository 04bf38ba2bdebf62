import { type Layers } from "./pairs";
import { topicLines } from "./topic-lines";

describe("access logs", () => {
  const HARDENED = "ml-inference-hardened";

  test("a bucket and a load balancer that no longer log are reported", () => {
    const edit = ({ cluster, models }: Layers): void => {
      delete cluster.resource.aws_s3_bucket_logging;
      const service = models.resource.kubernetes_service_v1.ml_inference_api_nlb as {
        metadata: { annotations: Record<string, string> };
      };
      service.metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-attributes"] =
        "load_balancing.cross_zone.enabled=true";
    };
    expect(topicLines("Access logs", edit, HARDENED)).toEqual([
      "attention: access logs: aws_s3_bucket.models no longer logs its requests",
      "attention: access logs: kubernetes_service_v1.ml_inference_api_nlb no longer logs its requests",
    ]);
  });

  test("a load balancer that begins to log elsewhere needs attention", () => {
    const edit = ({ network }: Layers): void => {
      network.resource.aws_lb.demo.access_logs = { enabled: true, bucket: "logs", prefix: "lb" };
    };
    expect(topicLines("Access logs", edit)).toEqual([
      "attention: access logs: aws_lb.demo now logs its requests to logs, a bucket that is not of this environment",
    ]);
  });

  test("a shorter retention loses logs", () => {
    const edit = ({ state }: Layers): void => {
      state.resource.aws_s3_bucket_lifecycle_configuration.access_logs.rule[0].expiration[0].days = 30;
    };
    expect(topicLines("Retention", edit, HARDENED)).toEqual([
      "attention: aws_s3_bucket_lifecycle_configuration.access_logs: days for which objects are kept: 365 → 30; the rest is deleted",
    ]);
  });
});
