import { alarmsNotify } from "../../../src/parts/alerts/checks/alarms-notify";
import { compositeAlarms } from "../../../src/checks/alarms/composite-alarms";
import { type Editable, altered } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { add } from "../terraform/edits";

const PLATFORM = "ml-platform";
const TYPE = "aws_cloudwatch_composite_alarm";
const CHILD = "aws_cloudwatch_metric_alarm.alerts_endpoints_sts";
const TOPIC = "${aws_sns_topic.alerts.arn}";

const composite = (change: Editable = {}): Edit =>
  add("cluster", TYPE, {
    alarm_name: "both",
    alarm_rule: `ALARM("\${${CHILD}.alarm_name}")`,
    alarm_actions: [TOPIC],
    ...change,
  });

const quietChild: Edit = ({ cluster }) => {
  cluster.resource.aws_cloudwatch_metric_alarm.alerts_endpoints_sts.alarm_actions = [];
};

const foundAfter = (...edits: readonly Edit[]): string[] => {
  const plan = altered(PLATFORM, (layers) => edits.forEach((edit) => edit(layers)));
  return [compositeAlarms, alarmsNotify].flatMap((check) => foundBy(check, plan));
};

test("accepts an alarm on another one that notifies a person", () => {
  expect(foundAfter(composite())).toEqual([]);
});

test("accepts a suppressor of these stacks", () => {
  const suppressor = { alarm: `\${${CHILD}.alarm_name}`, extension_period: 60, wait_period: 60 };
  expect(foundAfter(composite({ actions_suppressor: suppressor }))).toEqual([]);
});

test("accepts an alarm without actions, of which a composite alarm tells", () => {
  expect(foundAfter(composite(), quietChild)).toEqual([]);
});

test("reports an alarm without actions, which a composite alarm does not name", () => {
  expect(foundAfter(composite({ alarm_rule: "ALARM(other)" }), quietChild)).toEqual([
    `${CHILD}: alarm: it has no enabled action`,
  ]);
});

test("reports alarms without actions, of which only composite alarms without actions tell", () => {
  const rule = `ALARM("\${${CHILD}.alarm_name}") OR ALARM("both")`;
  expect(foundAfter(composite({ alarm_rule: rule, alarm_actions: [] }), quietChild)).toEqual([
    `${CHILD}: alarm: it has no enabled action`,
    `${TYPE}.extra: alarm: it has no enabled action`,
  ]);
});

test("accepts an alarm of which a composite alarm tells by a further one", () => {
  const inner: Edit = ({ cluster }) => {
    const rule = { alarm_name: "inner", alarm_rule: `ALARM("\${${CHILD}.alarm_name}")` };
    cluster.resource[TYPE] = { ...cluster.resource[TYPE], inner: rule };
  };
  expect(foundAfter(composite({ alarm_rule: "ALARM(inner)" }), inner, quietChild)).toEqual([]);
});

test.each<[string, Editable, string]>([
  [
    "a rule that is always true",
    { alarm_rule: "TRUE" },
    "composite alarm: its rule TRUE names no alarm, so its state never changes",
  ],
  [
    "an unknown suppressor",
    { actions_suppressor: { alarm: "b", extension_period: 60, wait_period: 60 } },
    "composite alarm: b, which is no alarm of these stacks, mutes it while b is in alarm",
  ],
  ["no action", { alarm_actions: [] }, "alarm: it has no enabled action"],
  ["disabled actions", { actions_enabled: false }, "alarm: it has no enabled action"],
])("reports a composite alarm with %s", (_words, change, problem) => {
  expect(foundAfter(composite(change))).toEqual([`${TYPE}.extra: ${problem}`]);
});
