import { policyPrincipals } from "../../../src/checks/identity/policy-principals";
import { topicPolicies } from "../../../src/checks/identity/topic-policies";
import { type Editable, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy, newlyFound, within } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const ACCOUNT = "444455556666";
const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:ml-platform-backups`;

/** A statement for the service that sends the messages of backups, with a change. */
const statement = (change: object): object => ({
  Effect: "Allow",
  Principal: { Service: "backup.amazonaws.com" },
  Action: "sns:Publish",
  Resource: TOPIC,
  Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
  ...change,
});

const added = (change: object, check = topicPolicies): string[] =>
  newlyFound([check], "ml-platform", ({ cluster }) => {
    within(cluster.resource.aws_sns_topic.backups, "policy", ({ Statement }: Editable) => {
      Statement.push(statement(change));
    });
  });

test.each(ENVIRONMENTS)("%s lets only services of its stacks publish", (environment) => {
  expect(foundBy(topicPolicies, environmentPlan(planOf(environment)))).toEqual([]);
});

test("another statement for the same service is no finding", () => {
  expect(added({})).toEqual([]);
});

test.each([
  ["the account", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }, ":root"],
  ["a service that sends nothing", { Principal: { Service: "lambda.amazonaws.com" } }, "lambda"],
  ["another action", { Action: ["sns:Publish", "sns:DeleteTopic"] }, "sns:DeleteTopic"],
  ["another topic", { Resource: "*" }, "on \\*"],
  ["everything except some actions", { Action: undefined, NotAction: "sns:DeleteTopic" }, "NotAction"],
])("a statement for %s is an error", (_, change, expected) => {
  expect(added(change)).toEqual([expect.stringMatching(new RegExp(`aws_sns_topic.backups: .*${expected}`))]);
});

test.each([
  [
    "a role of the account",
    { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/another` }, Condition: {} },
    "role/another",
  ],
  ["every account", { Condition: {} }, "backup.amazonaws.com for any account"],
  ["another account", { Condition: { StringEquals: { "aws:SourceAccount": "999988887777" } } }, "9999"],
])("a statement for %s is an error of policy-principals alone", (_, change, expected) => {
  expect(added(change)).toEqual([]);
  expect(added(change, policyPrincipals)).toEqual([expect.stringContaining(expected)]);
});

test("a policy beside the topic is judged too", () => {
  const found = newlyFound([topicPolicies], "ml-platform", ({ cluster }) => {
    cluster.resource.aws_sns_topic_policy = {
      more: {
        arn: "${aws_sns_topic.backups.arn}",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [statement({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })],
        }),
      },
    };
  });
  expect(found).toEqual([expect.stringContaining("aws_sns_topic_policy.more: ")]);
});
