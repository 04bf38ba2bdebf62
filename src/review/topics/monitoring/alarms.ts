import { asObject, isFalse, isTrue, number, text, texts } from "../../../terraform/stack-json";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { type Edit, type ResourceChange } from "../../change";
import { isOfTags } from "../../comparison/tag-arguments";
import { firstAndMore, say } from "../../stages/phrase";
import { type Change, keyOfPlace, lineAt, type Topic, type TopicLine } from "../topic";
import { topicOfRows } from "../rows";

const isAlarm = ({ type }: ResourceChange): boolean =>
  /^aws_cloudwatch_(metric_alarm|composite_alarm|log_metric_filter)$/.test(type);

const rows = topicOfRows("Alarms", {
  when: {
    earlier: ({ resource, edit }) => directionOf(resource, edit) === "earlier",
    later: ({ resource, edit }) => directionOf(resource, edit) === "later",
    silent: ({ resource, edit }) => directionOf(resource, edit) === "silent",
    "of own topics": ({ resource }) => tellsOwnTopics(resource),
    renamed: ({ resource }) => isRenamed(resource),
  },
});

/** Alarms that no longer fire, fire later, or tell nobody. */
export const alarms: Topic = {
  ...rows,
  lines: (change) => [...removedLines(change), ...rows.lines(change)],
};

/** One apply ends an alarm with another name alone and creates it; its history stays under the old name. */
const isRenamed = ({ edits }: ResourceChange): boolean =>
  edits.every(({ argument }) => argument === "alarm_name" || isOfTags({ argument }));

/** Added alarms that call other targets than topics of the stacks run what no block here has. */
const tellsOwnTopics = ({ action, after }: ResourceChange): boolean =>
  action !== "add" ||
  ["alarm_actions", "ok_actions", "insufficient_data_actions"].every((argument) =>
    texts(after?.[argument]).every((target) => target.startsWith("${aws_sns_topic.")),
  );

/** One line for all removed alarms, and one for those whose watched block is removed, too. */
function removedLines({ before, resources }: Change): TopicLine[] {
  const destroyed = resources.filter(({ action }) => action === "destroy");
  const removed = destroyed.filter(isAlarm);
  const gone = new Set(destroyed.map(keyOfPlace));
  const line = (level: TopicLine["level"], isEnded: boolean, why: string): TopicLine[] => {
    const all = removed.filter((each) => watchesRemoved(before, gone, each) === isEnded);
    const names = firstAndMore(all.map(({ address }) => address));
    const text = say`an alarm or its metric is removed, and ${[why]}: ${names}`;
    return all.slice(0, 1).map((first) => lineAt(level, first, text));
  };
  return [
    ...line("attention", false, "nobody hears of what it watched"),
    ...line("info", true, "its watched block is removed, too"),
  ];
}

/** Whether a dimension of an alarm names a block that is destroyed. */
function watchesRemoved(
  before: EnvironmentPlan,
  gone: ReadonlySet<string>,
  { layer, address }: ResourceChange,
): boolean {
  const alarm = before.find(layer, address);
  if (!alarm) return false;
  return Object.values(asObject(alarm.config["dimensions"])).some((value) => {
    const target = before.target(inLayer(alarm, value));
    return target !== undefined && gone.has(keyOfPlace(target));
  });
}

/** The effect of an edit on the alarm; undefined where it is unknown. */
function directionOf(
  { before, after }: ResourceChange,
  edit: Edit,
): "earlier" | "later" | "silent" | undefined {
  const { argument } = edit;
  if (argument === "alarm_actions") {
    return texts(after?.["alarm_actions"]).length === 0 ? "silent" : undefined;
  }
  if (argument === "actions_enabled") {
    if (isFalse(edit.after)) return "silent";
    return edit.after === undefined || isTrue(edit.after) ? "earlier" : undefined;
  }
  const [old, now] = [number(edit.before), number(edit.after)];
  if (old === undefined || now === undefined) return undefined;
  if (argument === "evaluation_periods" || argument === "datapoints_to_alarm") {
    // fewer periods of which as many must be over the limit are stricter in one way and weaker in the other
    const isOnly =
      before?.["datapoints_to_alarm"] === undefined && after?.["datapoints_to_alarm"] === undefined;
    return isOnly || argument === "datapoints_to_alarm" ? (now > old ? "later" : "earlier") : undefined;
  }
  if (argument !== "threshold") return undefined;
  const operator = text(after?.["comparison_operator"]) ?? "";
  if (operator !== text(before?.["comparison_operator"]) || /Lower.*Upper/.test(operator)) return undefined;
  return operator.startsWith("Greater") === now > old ? "later" : "earlier";
}
