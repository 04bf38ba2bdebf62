import { subscriptions } from "../../../src/checks/alarms/subscriptions";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { configWith } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";
import { edited } from "../terraform/edits";

const PLATFORM = "ml-platform";
const ALERTS = "aws_sns_topic_subscription.alerts_email";
const KNOWN = "ml-platform@example.com";

const stated = (environment: string) => ({
  statedOf: () => statedIn(settingsFor(configWith(environment))),
});

const foundAfter = (edit: Edit): string[] =>
  foundBy(subscriptions, altered(PLATFORM, edit), stated(PLATFORM));
const alertsWith = (change: Editable): Edit =>
  edited("cluster", ALERTS, (each) => Object.assign(each, change));

const own = (topic: string, arguments_: string): string => `
resource "aws_sns_topic" "own" {
  name              = "own"
  kms_master_key_id = aws_kms_key.cluster.arn
}
resource "aws_sns_topic_subscription" "own" {
  topic_arn = ${topic}
  ${arguments_}
}`;
const foundInOwn = (topic: string, arguments_: string): string[] =>
  foundBy(
    subscriptions,
    environmentWithOwnFile(PLATFORM, "cluster", own(topic, arguments_)),
    stated(PLATFORM),
  );

test.each([PLATFORM, "retail-forecast", "ml-inference-hardened", "retail-forecast-option-b"])(
  "accepts the subscriptions of %s",
  (environment) => {
    expect(foundBy(subscriptions, environmentPlan(planOf(environment)), stated(environment))).toEqual([]);
  },
);

test.each<[string, Editable, string]>([
  [
    "an address of another company",
    { endpoint: "stranger@example.org" },
    `stranger@example.org gets the messages of aws_sns_topic.alerts, expected ${KNOWN}, the address of the file`,
  ],
  [
    "another address of the company",
    { endpoint: "other@example.com" },
    `other@example.com gets the messages of aws_sns_topic.alerts, expected ${KNOWN}, the address of the file`,
  ],
  [
    "a mail address as a URL",
    { protocol: "https" },
    `its endpoint ${KNOWN} is no URL that begins with https://`,
  ],
  [
    "no encryption",
    { protocol: "http", endpoint: "http://hooks.example.com" },
    "http sends messages that everyone on their way can read, expected https",
  ],
  [
    "a confirmation by itself",
    { endpoint_auto_confirms: true },
    "endpoint_auto_confirms is true, but a person confirms email, so an apply fails",
  ],
  [
    "raw messages",
    { raw_message_delivery: true },
    "raw_message_delivery is true, which SNS refuses for email",
  ],
])("reports a subscription with %s", (_words, change, problem) => {
  expect(foundAfter(alertsWith(change))).toEqual([`${ALERTS}: subscription: ${problem}`]);
});

test.each([
  ["aws_sns_topic.alerts.arn", `protocol = "email"\n  endpoint = "oncall@example.com"`],
  ["aws_sns_topic.own.arn", `protocol = "email"\n  endpoint = "team@example.org"`],
  ["aws_sns_topic.own.arn", `protocol = "https"\n  endpoint = "https://hooks.ml.example.com/sns"`],
  [
    "aws_sns_topic.own.arn",
    `protocol = "https"\n  endpoint = "https://hooks.ml.example.com/sns"\n  endpoint_auto_confirms = true\n  raw_message_delivery = true`,
  ],
  [
    "aws_sns_topic.own.arn",
    `protocol = "sqs"\n  endpoint = "arn:aws:sqs:eu-central-1:444455556666:own"\n  raw_message_delivery = true`,
  ],
  [
    "aws_sns_topic.own.arn",
    `protocol = "lambda"\n  endpoint = "arn:aws:lambda:eu-central-1:444455556666:function:own"`,
  ],
  ["aws_sns_topic.own.arn", `protocol = "sms"\n  endpoint = "+15550100"`],
])("accepts an own subscription of %s with %s", (topic, arguments_) => {
  expect(foundInOwn(topic, arguments_)).toEqual([]);
});

test("reports an own subscription by which another company gets the alarms", () => {
  expect(foundInOwn("aws_sns_topic.alerts.arn", `protocol = "email"\n  endpoint = "a@example.org"`)).toEqual([
    `aws_sns_topic_subscription.own: subscription: a@example.org gets the messages of aws_sns_topic.alerts, expected an address of example.com, as in the file`,
  ]);
});

test("does not judge an address without a record of the file", () => {
  expect(foundBy(subscriptions, altered(PLATFORM, alertsWith({ endpoint: "stranger@example.org" })))).toEqual(
    [],
  );
});
