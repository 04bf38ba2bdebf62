import { recordedChecks } from "../../checks/own-checks";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { atDefaults } from "../../terraform/at-defaults";
import { shownValue } from "../../terraform/shown-value";
import { type StackPrediction, comparePlans } from "../plans/compare-plans";
import { TOPICS } from "../topics/all";
import { applyOrderTopic } from "../topics/apply-order";
import { unjudged } from "../topics/not-understood";
import { type Change, type TopicLine } from "../topics/topic";
import { type Compared, type ComparedSide, type ReviewRequest } from "./compare";
import { type Causes } from "./causes";
import { type ChecksReview, compareChecks } from "./compare-checks";
import { type ReviewLine, type Section } from "./line";
import { caused } from "./lines";
import { applyOrderLines, layerTwiceLines } from "./order-of-applies";
import { say } from "./phrase";
import { type SettingChange } from "./setting-changes";

/** The meaning of the differences. */
interface Judged {
  /** Lines by topic; topics without lines are left out. */
  readonly effects: readonly Section[];
  readonly checks: ChecksReview;
  /** Predictions for each stack that changes or has a plan. */
  readonly plans: readonly StackPrediction[];
}

/** The second stage of a review. */
export const judgedChange = (of: Compared, request: ReviewRequest): Judged => ({
  effects: effectsOf(of, request),
  checks: of.isSame ? NO_FINDINGS : findingsOf(of, request),
  plans: comparePlans(of.changes, request.plans),
});

const NO_FINDINGS: ChecksReview = { all: [], found: [], gone: [], waived: [] };

function findingsOf({ before, after, isNew, isGone }: Compared, request: ReviewRequest): ChecksReview {
  const checked = (
    { plan, record, stated }: ComparedSide,
    isMissing: boolean,
    others: readonly EnvironmentPlan[],
  ) => ({
    plan: isMissing ? undefined : plan,
    others,
    stated,
    waivers: record.waivers,
    ownChecks: recordedChecks(record),
  });
  const [othersBefore, othersAfter] = request.others;
  return compareChecks(checked(before, isNew, othersBefore), checked(after, isGone, othersAfter), request);
}

/** The lines of all topics, of changed defaults, and of what no topic judges. */
function effectsOf(of: Compared, { tick }: ReviewRequest): Section[] {
  const { causes, order } = of;
  if (!order) return [];
  const [before, after] = [of.before.plan.withStacks(atDefaults), of.after.plan.withStacks(atDefaults)];
  const change = { before, after, ...of.changes, cost: of.cost };
  const judged = TOPICS.map((topic) => {
    const lines = topic.lines(change);
    tick?.();
    return { topic, lines };
  });
  const { known, unknown } = unjudged(
    change,
    TOPICS,
    judged.flatMap(({ lines }) => lines),
  );
  const place = (line: TopicLine): ReviewLine => located(line, change, causes);
  const ofOrder = caused([...applyOrderLines(order), ...layerTwiceLines(change)], causes.ofPlainLine());
  return [
    ...judged.map(({ topic, lines }) => ({
      title: topic.title,
      lines: [...(topic === applyOrderTopic ? ofOrder : []), ...lines.map(place)],
    })),
    { title: "Changed defaults", lines: causes.defaults.map(defaultLine) },
    { title: "Further settings", lines: known.map(place) },
    { title: "Not understood", lines: unknown.map(place) },
  ].filter(({ lines }) => lines.length > 0);
}

function defaultLine({ path, before, after }: SettingChange): ReviewLine {
  const [was, is] = [shownValue(path, before ?? null), shownValue(path, after ?? null)];
  return { level: "attention", text: say`${path}: ${was} → ${is}; no YAML file sets it` };
}

/** Adds construct path and cause to a line. */
function located({ edits, ...line }: TopicLine, { before, after }: Change, causes: Causes): ReviewLine {
  const { layer, address } = line;
  const path = (after.find(layer, address) ?? before.find(layer, address))?.constructPath;
  const cause = causes.ofTopicLine(layer, address, edits);
  return { ...line, ...(path === undefined ? {} : { constructPath: path }), cause };
}
