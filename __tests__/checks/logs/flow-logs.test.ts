import { flowLogs } from "../../../src/checks/logs/flow-logs";
import { NOTHING_STATED, type Stated } from "../../../src/infrastructure/stated";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { CONTEXT, type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, add, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(flowLogs);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(flowLogs, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports flow logs without rejected packets", () => {
  const edit = edited("network", "aws_flow_log.flow_logs", (each) => (each["traffic_type"] = "ACCEPT"));
  expect(findings(ML, edit)).toEqual([
    "aws_flow_log.flow_logs: flow logs: they record ACCEPT traffic, expected ALL",
  ]);
});

test("reports a VPC without flow logs", () => {
  expect(findings(ML, ({ network }) => delete network.resource.aws_flow_log)).toEqual([
    "aws_vpc.main: flow logs: no flow log records its traffic",
  ]);
});

const LOG = "aws_flow_log.flow_logs";

test.each<[string, Record<string, unknown>, string]>([
  [
    "a foreign bucket",
    { log_destination_type: "s3", log_destination: "arn:aws:s3:::stranger" },
    "they go to stranger, which is no bucket of these stacks",
  ],
  [
    "a folder of a foreign bucket",
    { log_destination_type: "s3", log_destination: "arn:aws:s3:::stranger/flow-logs/" },
    "they go to stranger, which is no bucket of these stacks",
  ],
])("reports flow logs in %s", (_words, change, problem) => {
  expect(
    findings(
      ML,
      edited("network", LOG, (each) => Object.assign(each, change)),
    ),
  ).toEqual([`${LOG}: flow logs: ${problem}`]);
});

test("accepts flow logs every ten minutes", () => {
  expect(
    findings(
      ML,
      edited("network", LOG, (each) => (each["max_aggregation_interval"] = 600)),
    ),
  ).toEqual([]);
});

const second = (change: object): Edit =>
  add("network", "aws_flow_log", {
    vpc_id: "${aws_vpc.main.id}",
    traffic_type: "REJECT",
    log_destination_type: "s3",
    ...change,
  });

test("accepts second flow logs in a bucket of these stacks", () => {
  const bucket: Edit = ({ network }) => {
    network.resource.aws_s3_bucket = { own: { bucket: "own-flow-logs" } };
  };
  const both: Edit = (layers) => {
    bucket(layers);
    second({ log_destination: "${aws_s3_bucket.own.arn}" })(layers);
  };
  expect(findings(ML, both)).toEqual([]);
});

test("reports second flow logs in a foreign bucket", () => {
  expect(findings(ML, second({ log_destination: "arn:aws:s3:::stranger" }))).toEqual([
    "aws_flow_log.extra: flow logs: they go to stranger, which is no bucket of these stacks",
  ]);
});

test("reports flow logs of another network in a foreign bucket", () => {
  const other = { vpc_id: "vpc-0a1b2c3d4e5f60718", log_destination: "arn:aws:s3:::stranger" };
  expect(findings(ML, second(other))).toEqual([
    "aws_flow_log.extra: flow logs: they go to stranger, which is no bucket of these stacks",
  ]);
});

test("reports second flow logs with the same destination", () => {
  const same = {
    log_destination_type: "cloud-watch-logs",
    log_destination: "${aws_cloudwatch_log_group.flow_logs.arn}",
  };
  expect(findings(ML, second(same))).toEqual([
    "aws_flow_log.extra: flow logs: aws_flow_log.flow_logs records the traffic at the same destination already, so each packet is there twice",
  ]);
});

const COMPANY = "arn:aws:s3:::company-flow-logs/ml";

/** Findings on stacks of a network with these keys, of an environment whose file states `stated`. */
const withKeys = (keys: object, stated: Partial<NonNullable<Stated["monitoring"]>>) =>
  flowLogs
    .run(environmentPlan(planWith(ML, { network: { flowLogs: keys } })), {
      ...CONTEXT,
      statedOf: () => ({ ...NOTHING_STATED, monitoring: { emails: [], ...stated } }),
    })
    .map(({ message, requestedBy }) => [message, requestedBy]);

test("accepts flow logs in the bucket that the file states, and in no other one of others", () => {
  expect(withKeys({ bucketArn: COMPANY }, { flowLogBucket: COMPANY })).toEqual([]);
  expect(withKeys({ bucketArn: COMPANY }, {})).toEqual([
    ["flow logs: they go to company-flow-logs, which is no bucket of these stacks", undefined],
  ]);
});

test("a network without flow logs, as its file states, is a warning with the reason", () => {
  const reason = "the landing zone records the traffic of all its subnets";
  expect(withKeys({ enabled: false, reason }, { flowLogsOff: reason })).toEqual([
    [`flow logs: no flow log records its traffic: ${reason}`, "network.flowLogs.enabled"],
  ]);
});

test("reports a network without flow logs whose file has them", () => {
  const plan = altered(ML, ({ network }) => delete network.resource.aws_flow_log);
  expect(foundBy(flowLogs, plan)).toEqual(["aws_vpc.main: flow logs: no flow log records its traffic"]);
});
