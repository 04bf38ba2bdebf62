import fc from "fast-check";
import { type OutputStack } from "../../src/terraform/output";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { compareEnvironments } from "../../src/review/compare-environments";
import { TOPICS } from "../../src/review/topics/all";
import { unjudged } from "../../src/review/topics/not-understood";
import { type TopicLine } from "../../src/review/topics/topic";
import { type Editable } from "../support/altered";
import { at, places, put } from "../support/findings";
import { planOf } from "../support/reference-plans";
import { outputStacks } from "./pairs";

const environment = "ml-platform";
const before = outputStacks(planOf(environment));
const planOfStacks = (stacks: readonly OutputStack[]): EnvironmentPlan =>
  new EnvironmentPlan(environment, stacks);
const old = planOfStacks(before);

/** All lines of topics after an edit of one block. */
function linesAfter(layer: string, edit: (json: Editable) => void): TopicLine[] {
  const after = before.map((each) => {
    if (each.layer !== layer) return each;
    const json = structuredClone(each.stack.json) as Editable;
    edit(json);
    return { ...each, stack: new StackJson(each.stack.name, json as JsonObject) };
  });
  const changes = compareEnvironments({ environment, before, after });
  const change = { before: old, after: planOfStacks(after), ...changes };
  const lines = TOPICS.flatMap((topic) => topic.lines(change));
  const { known, unknown } = unjudged(change, TOPICS, lines);
  return [...lines, ...known, ...unknown];
}

const RELEASES = before.flatMap(({ layer, stack }) =>
  stack
    .resources()
    .filter(({ type, config }) => type === "helm_release" && Array.isArray(config["values"]))
    .map(({ name }) => ({ layer, name })),
);

/** Keys whose values are harmless: texts of an alert for people, tags, and the order and time of the autoscaler. */
const HARMLESS = /^(annotations|defaultTags|expander|scale-down-unneeded-time)$/;

test("each edit of a value of a chart has a line that needs attention, but for texts, tags and the order of the autoscaler", () => {
  fc.assert(
    fc.property(fc.constantFrom(...RELEASES), fc.nat(), ({ layer, name }, pick) => {
      const lines = linesAfter(layer, (json) => {
        const release = json["resource"].helm_release[name];
        const values = JSON.parse(release.values[0]) as Editable;
        const scalars = places(values).filter(
          (path) =>
            path.length > 0 &&
            typeof at(values, path) !== "object" &&
            !path.some((step) => HARMLESS.test(String(step))),
        );
        put(values, scalars[pick % scalars.length] ?? [], "EDITED");
        release.values[0] = JSON.stringify(values);
      });
      const found = lines.filter(({ address }) => address === `helm_release.${name}`);
      expect(found.map(({ level }) => level)).toContain("attention");
    }),
    { numRuns: 30 },
  );
});

const ARGUMENTS = [
  "threshold",
  "period",
  "metric_name",
  "namespace",
  "statistic",
  "treat_missing_data",
  "evaluation_periods",
  "comparison_operator",
];

test.each(ARGUMENTS)("another %s of an alarm has a line that needs attention", (argument) => {
  const lines = linesAfter("cluster", (json) => {
    json["resource"].aws_cloudwatch_metric_alarm.alerts_heartbeat_alarm[argument] = "EDITED";
  });
  const found = lines.filter(({ address }) => address.endsWith(".alerts_heartbeat_alarm"));
  expect(found.map(({ level }) => level)).toContain("attention");
});

test.each(["expr", "for", "alert", "keep_firing_for"])(
  "another %s of a rule has a line that needs attention",
  (key) => {
    const lines = linesAfter("models", (json) => {
      const { values } = json["resource"].helm_release.alert_rules;
      const { resources } = JSON.parse(values[0]) as Editable;
      resources[0].spec.groups[0].rules[0][key] = "EDITED";
      values[0] = JSON.stringify({ resources });
    });
    const found = lines.filter(({ address }) => address === "helm_release.alert_rules");
    expect(found.map(({ level }) => level)).toContain("attention");
  },
);
