import { accessLogs } from "../../../src/checks/logs/access-logs";
import { type Editable, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { OPTION_B, edited } from "../terraform/edits";

const CHECK = [accessLogs];
const HARDENED = "ml-inference-hardened";
const NLB = "kubernetes_service_v1.ml_inference_api_nlb";
const KEY = "service.beta.kubernetes.io/aws-load-balancer-attributes";

const found = (environment: string, edit: Edit): string[] =>
  newlyFound(CHECK, environment === HARDENED ? HARDENED : planWith(environment, { accessLogs: {} }), edit);

const attributes = (address: string, key: string, change: (value: string) => string): Edit =>
  edited("models", address, ({ metadata }) => {
    const { annotations } = metadata as Editable;
    annotations[key] = change(String(annotations[key]));
  });

test.each(ENVIRONMENTS)("accepts %s as it is, and with access logs", (environment) => {
  expect(foundBy(accessLogs, environmentPlan(planOf(environment)))).toEqual([]);
  expect(foundBy(accessLogs, environmentPlan(planWith(environment, { accessLogs: {} })))).toEqual([]);
});

test.each<[title: string, environment: string, edit: Edit, message: string]>([
  [
    "a state bucket that does not log",
    HARDENED,
    ({ state }) => delete state.resource.aws_s3_bucket_logging,
    "aws_s3_bucket.state_bucket: access logs: it does not log its requests",
  ],
  [
    "a model bucket that does not log",
    HARDENED,
    ({ cluster }) => delete cluster.resource.aws_s3_bucket_logging,
    "aws_s3_bucket.models: access logs: it does not log its requests",
  ],
  [
    "a bucket that logs to one of another account",
    HARDENED,
    edited("cluster", "aws_s3_bucket_logging.models", (each) => (each["target_bucket"] = "other-logs")),
    "aws_s3_bucket.models: access logs: it logs to other-logs, which is no bucket of this environment",
  ],
  [
    "a bucket for logs that logs to itself",
    HARDENED,
    ({ state }) =>
      (state.resource.aws_s3_bucket_logging.extra = {
        bucket: "${aws_s3_bucket.access_logs.id}",
        target_bucket: "${aws_s3_bucket.access_logs.id}",
        target_prefix: "own/",
      }),
    "aws_s3_bucket.access_logs: access logs: it logs its own logs: each log causes another one",
  ],
  [
    "an NLB that does not log",
    HARDENED,
    attributes(NLB, KEY, (value) => value.replace("s3.enabled=true", "s3.enabled=false")),
    `${NLB}: access logs: it does not log its requests`,
  ],
  [
    "an NLB that logs and has no TLS",
    HARDENED,
    edited("models", NLB, ({ metadata }) => {
      delete metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-ssl-cert"];
    }),
    `${NLB}: access logs: it has no TLS listener, so it logs nothing`,
  ],
  [
    "an ALB of the controller that does not log",
    "mlapp",
    attributes(
      "kubernetes_ingress_v1.models",
      "alb.ingress.kubernetes.io/load-balancer-attributes",
      (value) => value.replace(/,access_logs.*$/, ""),
    ),
    "kubernetes_ingress_v1.models: access logs: it does not log its requests",
  ],
  [
    "an ALB of Terraform that does not log",
    OPTION_B,
    edited("network", "aws_lb.demo", (alb) => delete alb["access_logs"]),
    "aws_lb.demo: access logs: it does not log its requests",
  ],
  [
    "an ALB whose logs are switched off",
    OPTION_B,
    edited("network", "aws_lb.demo", (alb) => (alb["access_logs"].enabled = false)),
    "aws_lb.demo: access logs: it does not log its requests",
  ],
  [
    "an ALB that cannot write with a KMS key",
    OPTION_B,
    edited("state", "aws_s3_bucket_server_side_encryption_configuration.access_logs", ({ rule }) => {
      rule[0].apply_server_side_encryption_by_default.sse_algorithm = "aws:kms";
    }),
    "aws_lb.demo: access logs: an ALB writes only to a bucket with AES256, and retail-forecast-option-b-logs-",
  ],
  [
    "connections that are logged to a bucket of others",
    OPTION_B,
    edited(
      "network",
      "aws_lb.demo",
      (alb) => (alb["connection_logs"] = { bucket: "stranger", enabled: true }),
    ),
    "aws_lb.demo: access logs: it logs its connections to stranger, which is no bucket of this environment",
  ],
])("finds %s", (_, environment, edit, message) => {
  expect(found(environment, edit)).toEqual([expect.stringContaining(`access-logs ${message}`)]);
});

const connections = (logs: object): string[] =>
  newlyFound(
    CHECK,
    OPTION_B,
    edited("network", "aws_lb.demo", (alb) => (alb["connection_logs"] = logs)),
  );

test("finds connections that are logged to a bucket of others where nothing else is logged", () => {
  expect(connections({ bucket: "stranger", enabled: true })).toEqual([
    expect.stringContaining("it logs its connections to stranger"),
  ]);
});

test("accepts connection logs that are switched off", () => {
  expect(connections({ bucket: "stranger", enabled: false })).toEqual([]);
});

test("accepts connections that are logged to the bucket for logs", () => {
  const edit = edited("network", "aws_lb.demo", (alb) => {
    alb["connection_logs"] = { ...(alb["access_logs"] as object), prefix: "connections" };
  });
  expect(found(OPTION_B, edit)).toEqual([]);
});
