import { logDestinations } from "../../../src/checks/logs/log-destinations";
import { altered, environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, add } from "../terraform/edits";

const foundAfter = (...edits: readonly Edit[]): string[] =>
  foundBy(
    logDestinations,
    altered(ML, (layers) => edits.forEach((edit) => edit(layers))),
  );

const STREAM = "aws_kinesis_firehose_delivery_stream";
const STRANGER = "arn:aws:s3:::stranger";

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(logDestinations, environmentPlan(planOf(ML)))).toEqual([]);
});

test.each<[string, object, string]>([
  ["aws_cloudtrail", { s3_bucket_name: "stranger" }, "s3_bucket_name"],
  [STREAM, { extended_s3_configuration: { bucket_arn: STRANGER } }, "extended_s3_configuration.bucket_arn"],
  [
    STREAM,
    { http_endpoint_configuration: [{ s3_configuration: [{ bucket_arn: STRANGER }] }] },
    "http_endpoint_configuration.s3_configuration.bucket_arn",
  ],
  ["aws_route53_resolver_query_log_config", { destination_arn: STRANGER }, "destination_arn"],
  [
    "aws_wafv2_web_acl_logging_configuration",
    { log_destination_configs: [STRANGER] },
    "log_destination_configs",
  ],
  ["aws_config_delivery_channel", { s3_bucket_name: "stranger" }, "s3_bucket_name"],
  [
    "aws_ssm_resource_data_sync",
    { s3_destination: { bucket_name: "stranger" } },
    "s3_destination.bucket_name",
  ],
  ["aws_vpclattice_access_log_subscription", { destination_arn: STRANGER }, "destination_arn"],
])("reports a foreign bucket of %s", (type, config, path) => {
  expect(foundAfter(add("cluster", type, config))).toEqual([
    `${type}.extra: records: ${path} is stranger, which is no bucket of these stacks`,
  ]);
});

test("reports a trail that records nothing", () => {
  const trail = { s3_bucket_name: "${aws_s3_bucket.models.id}", enable_logging: false };
  expect(foundAfter(add("cluster", "aws_cloudtrail", trail))).toEqual([
    "aws_cloudtrail.extra: records: enable_logging is false, so it records nothing",
  ]);
});

test.each<[string, object]>([
  ["aws_cloudtrail", { s3_bucket_name: "${aws_s3_bucket.models.id}" }],
  ["aws_cloudtrail", { s3_bucket_name: "${aws_s3_bucket.models.bucket}", enable_logging: true }],
  [STREAM, { extended_s3_configuration: { bucket_arn: "${aws_s3_bucket.models.arn}" } }],
  [
    "aws_route53_resolver_query_log_config",
    { destination_arn: "arn:aws:logs:ap-southeast-2:222233334444:log-group:/dns:*" },
  ],
  ["aws_config_delivery_channel", { s3_bucket_name: "${var.bucket}" }],
  [
    "aws_wafv2_web_acl_logging_configuration",
    { log_destination_configs: ["${aws_cloudwatch_log_group.control_plane.arn}"] },
  ],
])("accepts %s with %j", (type, config) => {
  expect(foundAfter(add("cluster", type, config))).toEqual([]);
});
