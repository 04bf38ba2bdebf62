import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { planOf } from "../../support/reference-plans";
import { planWith } from "../../support/changed-plans";
import "../../support/terraform-matchers";
import { RETAIL, networkOf } from "../network-stack";

const text = planOf(RETAIL).text("network");
const stack = networkOf(RETAIL);

test("NET-08 all traffic is logged to a CloudWatch log group", () => {
  expect(text).toHaveResourceWithProperties(FlowLog, {
    vpc_id: "${aws_vpc.main.id}",
    traffic_type: "ALL",
    log_destination_type: "cloud-watch-logs",
    log_destination: "${aws_cloudwatch_log_group.flow_logs.arn}",
    iam_role_arn: "${aws_iam_role.flow_logs.arn}",
  });
});

test("NET-08 flow logs are encrypted and kept for 30 days", () => {
  expect(text).toHaveResourceWithProperties(CloudwatchLogGroup, {
    name: "VPCFlowLogs",
    retention_in_days: 30,
    kms_key_id: "${aws_kms_key.flow_logs_key.arn}",
  });
});

test("NET-08 only the flow logs of this account can assume the role", () => {
  const trust = String(stack.find("aws_iam_role.flow_logs")?.config["assume_role_policy"]);
  expect(JSON.parse(trust)).toMatchObject({
    Statement: [
      {
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      },
    ],
  });
});

test("NET-08 the role writes only to the flow logs' group", () => {
  const write = stack.find("aws_iam_role_policy.flow_logs")?.config;
  expect(write?.["role"]).toBe("${aws_iam_role.flow_logs.id}");
  expect(JSON.parse(String(write?.["policy"]))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: [
          "${aws_cloudwatch_log_group.flow_logs.arn}",
          "${aws_cloudwatch_log_group.flow_logs.arn}:*",
        ],
      },
      { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
    ],
  });
});

test("NET-08 the key of the flow logs allows CloudWatch for this log group only", () => {
  const policy = String(stack.find("aws_kms_key.flow_logs_key")?.config["policy"]);
  expect(policy).toContain("arn:aws:logs:ap-southeast-1:111122223333:log-group:VPCFlowLogs");
});

const BUCKET = "arn:aws:s3:::company-flow-logs/ml";

test("flow logs in a bucket of the company need no log group, key or role", () => {
  const own = planWith("ml-inference-prod", { network: { flowLogs: { bucketArn: BUCKET } } }).text("network");
  expect(own).toHaveResourceWithProperties(FlowLog, { log_destination_type: "s3", log_destination: BUCKET });
  expect(own).not.toHaveResource(CloudwatchLogGroup);
});

test("a network whose file states a reason has no flow logs", () => {
  const flowLogs = { enabled: false, reason: "the landing zone records them" };
  expect(planWith("ml-inference-prod", { network: { flowLogs } }).text("network")).not.toHaveResource(
    FlowLog,
  );
});
