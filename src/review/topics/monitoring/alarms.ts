import { isFalse, isTrue, number, text, texts, valueOf } from "../../../infrastructure/blocks";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Edit } from "../../comparison/edit";
import { isOfTags } from "../../comparison/tag-arguments";
import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { firstAndMore } from "../names";
import { type Change, type Topic, type TopicLine } from "../topic";

const METRIC = "aws_cloudwatch_metric_alarm";
const COMPOSITE = "aws_cloudwatch_composite_alarm";
const FILTER = "aws_cloudwatch_log_metric_filter";

const isAlarm = ({ type }: Pick<ResourceChange, "type">): boolean => type === METRIC || type === COMPOSITE;

/**
 * Alarms that no longer fire, fire later, or tell nobody.
 *
 * Source: CloudWatch API reference, PutMetricAlarm (read 2026-11-20).
 */
export const alarms: Topic = {
  title: "Alarms",
  lines: (change) => [...removedLines(change), ...change.resources.flatMap(editLines)],
  judges: (changed, edit) =>
    "type" in changed &&
    (edit === undefined
      ? (isAlarm(changed) || changed.type === FILTER) &&
        (changed.action !== "replace" || isRenamed(changed)) &&
        tellsOwnTopics(changed)
      : changed.type === METRIC &&
        (edit.argument === "alarm_description" || directionOf(changed, edit) !== undefined)),
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
function removedLines(change: Change): TopicLine[] {
  const removed = change.resources.filter(
    (each) => each.action === "destroy" && (isAlarm(each) || each.type === FILTER),
  );
  const gone = new Set(
    change.resources
      .filter(({ action }) => action === "destroy")
      .map(({ layer, address }) => `${layer}/${address}`),
  );
  const [ended, blind] = [true, false].map((isEnded) =>
    removed.filter((each) => watchesRemoved(change.before, gone, each) === isEnded),
  );
  const line = (level: TopicLine["level"], all: readonly ResourceChange[] = []): TopicLine[] =>
    all.slice(0, 1).map(({ layer, address }) => {
      const names = firstAndMore(all.map((each) => each.address));
      const why = level === "info" ? "its watched block is removed, too" : "nobody hears of what it watched";
      return { level, layer, address, text: say`an alarm or its metric is removed, and ${[why]}: ${names}` };
    });
  return [...line("attention", blind), ...line("info", ended)];
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
    const target = before.target(valueOf(alarm, value));
    return target !== undefined && gone.has(`${target.layer}/${target.address}`);
  });
}

type Direction = "earlier" | "later" | "silent";

const TEXTS: Readonly<Record<Direction, string>> = {
  earlier: "the alarm fires earlier",
  later: "the alarm fires later, or no longer",
  silent: "the alarm tells nobody",
};

function editLines(changed: ResourceChange): TopicLine[] {
  const { layer, address, edits, type } = changed;
  if (type !== METRIC) return [];
  return edits.flatMap((edit): TopicLine[] => {
    const direction = directionOf(changed, edit);
    if (direction === undefined) return [];
    return [
      {
        level: direction === "earlier" ? "info" : "attention",
        layer,
        address,
        edits: [edit],
        text: say`${edit.path} of ${address}: ${fromTo(edit)}; ${[TEXTS[direction]]}`,
      },
    ];
  });
}

/** The effect of an edit on the alarm; undefined where it is unknown. */
function directionOf({ before, after }: ResourceChange, edit: Edit): Direction | undefined {
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
