import { type Json, type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";

const HARDENED = "ml-inference-hardened";
const BUCKET = "ml-inference-hardened-logs-666677778888";
const ON = { accessLogs: {} };

const statementsOf = (plan: Plan): JsonObject[] => {
  const policy = plan.stack("state").find("aws_s3_bucket_policy.access_logs")?.config["policy"];
  return asArray(asObject(JSON.parse(String(policy)) as Json)["Statement"]).map(asObject);
};

const servicesIn = (plan: Plan): unknown[] =>
  statementsOf(plan).flatMap(({ Principal }) => asObject(Principal)["Service"] ?? []);

const lbAttributes = (plan: Plan, address: string, key: string): string => {
  const metadata = asObject(plan.stack("models").find(address)?.config["metadata"]);
  return String(asObject(metadata["annotations"])[key]);
};

test.each(ENVIRONMENTS.filter((name) => name !== HARDENED))("%s has no access logs", (name) => {
  const { stacks } = planOf(name);
  expect(stacks.flatMap((stack) => stack.resources("aws_s3_bucket_logging"))).toEqual([]);
  expect(stacks.map((stack) => JSON.stringify(stack.json)).join()).not.toContain("access_logs");
});

describe("the bucket for logs", () => {
  const state = planOf(HARDENED).stack("state");

  test("is in the first layer, and irreplaceable", () => {
    expect(state.find("aws_s3_bucket.access_logs")?.config).toMatchObject({
      bucket: BUCKET,
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("has S3's own encryption, since an ALB writes with no other", () => {
    const { rule } = state.find("aws_s3_bucket_server_side_encryption_configuration.access_logs")
      ?.config as JsonObject;
    expect(rule).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
  });

  test("deletes logs after the days of the key, with their old versions", () => {
    const plan = planWith(HARDENED, { accessLogs: { retentionDays: 90 } });
    const lifecycle = plan.stack("state").find("aws_s3_bucket_lifecycle_configuration.access_logs");
    expect(lifecycle?.config["rule"]).toEqual([
      {
        id: "retention",
        status: "Enabled",
        filter: [{}],
        expiration: [{ days: 90 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      },
      {
        id: "delete-markers",
        status: "Enabled",
        filter: [{}],
        expiration: [{ expired_object_delete_marker: true }],
      },
    ]);
  });

  test("admits S3 for the two buckets and the NLB's deliveries, for this account only", () => {
    const arn = "${aws_s3_bucket.access_logs.arn}";
    const account = "666677778888";
    const ofBucket = (Sid: string, name: string) => ({
      Sid,
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${arn}/buckets/${name}/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${name}` },
      },
    });
    const deliveries = { "aws:SourceArn": `arn:aws:logs:ap-southeast-2:${account}:*` };
    expect(statementsOf(planOf(HARDENED))).toEqual([
      ofBucket("BucketLogs1", `${HARDENED}-tfstate-${account}`),
      ofBucket("BucketLogs2", `${HARDENED}-models-${account}`),
      {
        Sid: "NlbLogsBucket",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: arn,
        Condition: { StringEquals: { "aws:SourceAccount": account }, ArnLike: deliveries },
      },
      {
        Sid: "NlbLogs",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${arn}/load-balancers/AWSLogs/${account}/*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": account, "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnLike: deliveries,
        },
      },
      expect.objectContaining({ Sid: "TlsOnly", Effect: "Deny" }),
    ]);
  });

  test("exists before the state bucket logs to it", () => {
    expect(state.find("aws_s3_bucket_logging.state_bucket")?.config).toMatchObject({
      bucket: "${aws_s3_bucket.state_bucket.id}",
      target_bucket: "${aws_s3_bucket.access_logs.id}",
      target_prefix: `buckets/${HARDENED}-tfstate-666677778888/`,
      depends_on: ["aws_s3_bucket_policy.access_logs"],
    });
  });
});

test("a new model bucket logs its requests, and an existing one is not touched", () => {
  const logging = (plan: Plan) => plan.stack("cluster").find("aws_s3_bucket_logging.models")?.config;
  expect(logging(planOf(HARDENED))).toMatchObject({
    target_bucket: BUCKET,
    target_prefix: `buckets/${HARDENED}-models-666677778888/`,
  });
  const existing = planWith(HARDENED, { modelBucket: { existingName: "team-models" } });
  expect(logging(existing)).toBeUndefined();
  expect(JSON.stringify(statementsOf(existing))).not.toContain("team-models");
});

describe("load balancers", () => {
  test("the controller's NLB with TLS logs to the bucket", () => {
    const key = "service.beta.kubernetes.io/aws-load-balancer-attributes";
    expect(lbAttributes(planOf(HARDENED), "kubernetes_service_v1.ml_inference_api_nlb", key)).toBe(
      `load_balancing.cross_zone.enabled=true,access_logs.s3.enabled=true,access_logs.s3.bucket=${BUCKET},access_logs.s3.prefix=load-balancers`,
    );
  });

  test("an NLB without TLS logs nothing, so it has no setting, and nothing may deliver", () => {
    const plan = planWith("ml-inference-prod", ON);
    expect(JSON.stringify(plan.stack("models").json)).not.toContain("access_logs");
    expect(servicesIn(plan)).toEqual(["logging.s3.amazonaws.com", "logging.s3.amazonaws.com"]);
  });

  test("the controller's ALB logs to the bucket, by a policy without a condition", () => {
    const plan = planWith("mlapp", ON);
    const key = "alb.ingress.kubernetes.io/load-balancer-attributes";
    expect(lbAttributes(plan, "kubernetes_ingress_v1.models", key)).toMatch(
      /,access_logs\.s3\.enabled=true,access_logs\.s3\.bucket=mlapp-logs-\d{12},access_logs\.s3\.prefix=load-balancers$/,
    );
    expect(statementsOf(plan).at(-2)).toEqual({
      Sid: "AlbLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: expect.stringMatching(/\/load-balancers\/AWSLogs\/\d{12}\/\*$/) as unknown,
    });
  });

  test("the ALB of Terraform logs to the bucket", () => {
    const plan = planWith("retail-forecast-option-b", ON);
    expect(plan.stack("network").find("aws_lb.demo")?.config["access_logs"]).toEqual({
      bucket: expect.stringMatching(/^retail-forecast-option-b-logs-\d{12}$/) as unknown,
      prefix: "load-balancers",
      enabled: true,
    });
    expect(servicesIn(plan)).toContain("logdelivery.elasticloadbalancing.amazonaws.com");
  });

  test("an existing ALB keeps its setting, and nothing may deliver", () => {
    const plan = planWith("retail-forecast-console", ON);
    expect(servicesIn(plan)).toEqual(["logging.s3.amazonaws.com", "logging.s3.amazonaws.com"]);
  });
});
