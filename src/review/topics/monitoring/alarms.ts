import { asObject, number, text, texts } from "../../../terraform/stack-json";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { type ResourceChange } from "../../change";
import { isOfTags } from "../../comparison/tag-arguments";
import { sentencesOf } from "../named";
import { type Change, keyOfPlace, type Topic, type TopicLine } from "../topic";
import { topicOfRows } from "../rows";

const { together } = sentencesOf("Alarms");

const isAlarm = ({ type }: ResourceChange): boolean =>
  /^aws_cloudwatch_(metric_alarm|composite_alarm|log_metric_filter)$/.test(type);

const rows = topicOfRows("Alarms", {
  when: {
    "without actions": ({ resource }) => texts(resource.after?.["alarm_actions"]).length === 0,
    "of numbers": ({ edit }) => number(edit.before) !== undefined && number(edit.after) !== undefined,
    higher: ({ edit: { before, after } }) => (number(after) ?? NaN) > (number(before) ?? NaN),
    // fewer periods of which as many must be over the limit are stricter in one way and weaker in the other
    alone: ({ resource: { before, after } }) =>
      before?.["datapoints_to_alarm"] === undefined && after?.["datapoints_to_alarm"] === undefined,
    "of one operator": ({ resource: { before, after } }) =>
      operatorIn(before) === operatorIn(after) && !/Lower.*Upper/.test(operatorIn(after)),
    nearer: ({ resource, edit: { before, after } }) =>
      operatorIn(resource.after).startsWith("Greater") !== (number(after) ?? NaN) > (number(before) ?? NaN),
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
  const isEnded = (alarm: ResourceChange): boolean => watchesRemoved(before, gone, alarm);
  const watching = removed.filter((alarm) => !isEnded(alarm));
  return [...together("removed", watching), ...together("removed with its block", removed.filter(isEnded))];
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

const operatorIn = (alarm: ResourceChange["before"]): string => text(alarm?.["comparison_operator"]) ?? "";
