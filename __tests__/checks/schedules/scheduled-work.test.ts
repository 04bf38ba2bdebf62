import { scheduledWork } from "../../../src/checks/schedules/scheduled-work";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { offHoursPlan } from "../../support/off-hours";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { planOf } from "../../support/reference-plans";

const ACCOUNT = "222233334444";
const REGION = "ap-southeast-2";

/** A role that a service of AWS can use, with one right. */
const role = (service: string): string => `
resource "aws_iam_role" "own" {
  name = "own"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "${service}" }
      Condition = { StringEquals = { "aws:SourceAccount" = "${ACCOUNT}" } }
    }]
  })
}`;

const foundIn = (text: string): string[] =>
  foundBy(scheduledWork, environmentWithOwnFile("ml-inference-prod", "cluster", text));

const schedule = (target: string, of = "aws_iam_role.own.arn"): string => `
${role("scheduler.amazonaws.com")}
resource "aws_scheduler_schedule" "own" {
  schedule_expression = "cron(0 20 * * ? *)"
  flexible_time_window { mode = "OFF" }
  target {
    arn      = "${target}"
    role_arn = ${of}
  }
}`;

const eventTarget = (arguments_: string): string => `
resource "aws_cloudwatch_event_target" "own" {
  rule = "own"
  ${arguments_}
}`;

const association = (document: string, target: string): string => `
resource "aws_ssm_association" "own" {
  name = "${document}"
  targets {
    ${target}
  }
}`;

const window = (document: string): string => `
resource "aws_ssm_maintenance_window_task" "own" {
  window_id = "mw-0a1b2c3d4e5f60718"
  task_type = "RUN_COMMAND"
  task_arn  = "${document}"
  targets {
    key    = "InstanceIds"
    values = ["i-0a1b2c3d4e5f60718"]
  }
}`;

const experiment = (stop: string, of = "aws_iam_role.own.arn"): string => `
${role("fis.amazonaws.com")}
resource "aws_fis_experiment_template" "own" {
  description = "own"
  role_arn    = ${of}
  stop_condition {
    ${stop}
  }
  action {
    name      = "stop"
    action_id = "aws:ec2:terminate-instances"
    target {
      key   = "Instances"
      value = "nodes"
    }
  }
}`;

const ALL = `key = "InstanceIds"\n values = ["*"]`;
const ONE = `key = "tag:Name"\n values = ["bastion"]`;
const FREE = "AWS-RunShellScript";
const NONE = `source = "none"`;
const ALARM = `source = "aws:cloudwatch:alarm"\n value = "arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:own"`;

test("accepts the reference environments and one that rests", () => {
  for (const plan of [planOf("ml-inference-prod"), planOf("ml-platform"), offHoursPlan()])
    expect(foundBy(scheduledWork, environmentPlan(plan))).toEqual([]);
});

test.each<[string, string, string]>([
  [
    "deletes the cluster",
    schedule("arn:aws:scheduler:::aws-sdk:eks:deleteCluster"),
    "aws_scheduler_schedule.own: schedule: it calls eks:deleteCluster at cron(0 20 * * ? *): nobody confirms what it deletes",
  ],
  [
    "ends machines",
    schedule("arn:aws:scheduler:::aws-sdk:ec2:terminateInstances"),
    "aws_scheduler_schedule.own: schedule: it calls ec2:terminateInstances at cron(0 20 * * ? *): nobody confirms what it deletes",
  ],
  [
    "has the role of nodes",
    schedule(`arn:aws:sqs:${REGION}:${ACCOUNT}:own`, "aws_iam_role.nodes.arn"),
    "aws_scheduler_schedule.own: schedule: its role aws_iam_role.nodes does not trust scheduler.amazonaws.com, so each run fails",
  ],
  [
    "runs a program by an event",
    eventTarget(`arn = "arn:aws:ssm:${REGION}::document/${FREE}"`),
    `aws_cloudwatch_event_target.own: event target: ${FREE} runs each program that its parameters name, as the administrator of the machine`,
  ],
  [
    "runs a program on machines",
    association(FREE, ONE),
    `aws_ssm_association.own: association: ${FREE} runs each program that its parameters name, as the administrator of the machine`,
  ],
  [
    "has every machine as its target",
    association("AWS-UpdateSSMAgent", ALL),
    "aws_ssm_association.own: association: its target is every machine of the account, also the nodes",
  ],
  [
    "runs a program in a window",
    window(FREE),
    `aws_ssm_maintenance_window_task.own: maintenance task: ${FREE} runs each program that its parameters name, as the administrator of the machine`,
  ],
  [
    "is an experiment without an end",
    experiment(NONE),
    "aws_fis_experiment_template.own: experiment: no alarm stops aws:ec2:terminate-instances",
  ],
  [
    "is an experiment with the role of nodes",
    experiment(ALARM, "aws_iam_role.nodes.arn"),
    "aws_fis_experiment_template.own: experiment: its role aws_iam_role.nodes does not trust fis.amazonaws.com, so each run fails",
  ],
])("reports what %s", (_words, text, finding) => {
  expect(foundIn(text)).toEqual([finding]);
});

test.each<[string, string]>([
  ["a message at a time", schedule(`arn:aws:sqs:${REGION}:${ACCOUNT}:own`)],
  ["a call that stops a database at night", schedule("arn:aws:scheduler:::aws-sdk:rds:stopDBInstance")],
  ["a call that begins a job", schedule("arn:aws:scheduler:::aws-sdk:glue:startJobRun")],
  ["an event for a topic", eventTarget(`arn = "arn:aws:sns:${REGION}:${ACCOUNT}:own"`)],
  [
    "an event for a document of the account",
    eventTarget(`arn = "arn:aws:ssm:${REGION}:${ACCOUNT}:document/own"`),
  ],
  ["an update of the agent", association("AWS-UpdateSSMAgent", ONE)],
  ["patches in a window", window("AWS-RunPatchBaseline")],
  ["an experiment that an alarm stops", experiment(ALARM)],
])("accepts %s", (_words, text) => {
  expect(foundIn(text)).toEqual([]);
});
