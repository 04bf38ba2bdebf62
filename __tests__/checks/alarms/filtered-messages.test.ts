import { alarmsNotify } from "../../../src/parts/alerts/checks/alarms-notify";
import { alertDelivery } from "../../../src/parts/alerts/checks/alert-delivery";
import { costAlarmWorks } from "../../../src/checks/cost/cost-alarm-works";
import { altered } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { add, edited } from "../terraform/edits";

const PLATFORM = "ml-platform";
const CHECKS = [alarmsNotify, alertDelivery];

const filtered = (policy: object, more: object = {}): Edit =>
  edited("cluster", "aws_sns_topic_subscription.alerts_email", (each) =>
    Object.assign(each, { filter_policy: JSON.stringify(policy), ...more }),
  );
const foundAfter = (...edits: readonly Edit[]): string[] => {
  const plan = altered(PLATFORM, (layers) => edits.forEach((edit) => edit(layers)));
  return CHECKS.flatMap((check) => foundBy(check, plan));
};

test.each<[string, Edit]>([
  ["an attribute that no alarm has", filtered({ a: ["b"] })],
  ["a filter on the body", filtered({ AlarmName: ["a"] }, { filter_policy_scope: "MessageBody" })],
])("reports that nobody gets alarms after %s", (_words, edit) => {
  const found = foundAfter(edit);
  expect(found.length).toBeGreaterThan(1);
  for (const each of found)
    expect(each).toContain("no subscription of aws_sns_topic.alerts passes messages without attributes");
});

test("accepts a filter that passes messages without attributes", () => {
  expect(foundAfter(filtered({ a: [{ exists: false }] }))).toEqual([]);
});

test("accepts a filter beside a subscription that gets all", () => {
  const second = add("cluster", "aws_sns_topic_subscription", {
    topic_arn: "${aws_sns_topic.alerts.arn}",
    protocol: "email",
    endpoint: "oncall@example.com",
  });
  expect(foundAfter(filtered({ a: ["b"] }), second)).toEqual([]);
});

test("reports a cost alarm that its filter holds back", () => {
  const edit = edited(
    "network",
    "aws_sns_topic_subscription.cost_alarm_email",
    (each) => (each["filter_policy"] = '{"a":["b"]}'),
  );
  expect(foundBy(costAlarmWorks, altered("retail-forecast", edit))).toEqual([
    expect.stringContaining("no subscription of aws_sns_topic.cost_alarm passes messages without attributes"),
  ]);
});
