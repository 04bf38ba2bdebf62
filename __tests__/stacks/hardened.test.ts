import { LAYERS } from "../../src/core/layers";
import { planOf } from "../support/reference-plans";

const HARDENED = "ml-inference-hardened";

/** Log groups of all layers, with their days. */
const retentionIn = (environment: string): Record<string, unknown> =>
  Object.fromEntries(
    LAYERS.flatMap((layer) =>
      planOf(environment)
        .stack(layer)
        .resources("aws_cloudwatch_log_group")
        .map(({ address, config }) => [address, config["retention_in_days"]]),
    ),
  );

test("every log group of the hardened environment keeps its logs for a year", () => {
  expect(retentionIn(HARDENED)).toEqual({
    "aws_cloudwatch_log_group.flow_logs": 365,
    "aws_cloudwatch_log_group.control_plane": 365,
    "aws_cloudwatch_log_group.insights_application": 365,
    "aws_cloudwatch_log_group.insights_dataplane": 365,
    "aws_cloudwatch_log_group.insights_host": 365,
    "aws_cloudwatch_log_group.insights_performance": 365,
  });
});

test("log groups of the documented environment keep their logs for 30 days", () => {
  expect(new Set(Object.values(retentionIn("ml-inference-prod")))).toEqual(new Set([30]));
});
