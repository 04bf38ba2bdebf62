import { stackName } from "../../base/layers";
import { totalOf } from "../../cost/estimate";
import { type CostLine } from "../../cost/line";
import { type Result, severityOf } from "../../checks/run";
import { type Edit, isHiddenEdit } from "../change";
import { type CostReview } from "../stages/compare-cost";
import { type ReviewLine } from "../stages/line";
import { type Phrase, plain } from "../stages/phrase";
import { isInTable } from "../stages/provider-releases";
import { notJudgedFacts } from "./facts";
import { headlineOf } from "./headline";
import { nextOf } from "./next";
import { MOST_OPEN, joinedLines } from "./open-lines";
import { type ReviewReport, groupsOf, worstIn } from "./report";
import { type Review } from "../stages/review";
import { type Cause } from "../stages/causes";
import { HIDDEN, hidden } from "../../terraform/shown-value";

/** The reviews of a change as JSON, in the order of their names, with the order of a page in the summary. */
export function jsonReport(report: ReviewReport): object {
  const { reviews, deciding = [], commits } = report;
  return {
    ...(commits ? { commits } : {}),
    summary: {
      ...worstIn(reviews, deciding),
      sections: groupsOf(reviews).map(({ first, otherReviews }) => ({
        environments: [first, ...otherReviews].map(({ environment }) => environment),
        verdict: first.verdict,
        harm: first.harm,
      })),
    },
    environments: reviews.map(reviewJson),
    deciding: deciding.map(({ level, text }) => ({ level, text: lineText(text) })),
  };
}

/** The text of a line, with secrets in its values hidden by their format. */
const lineText = (text: Phrase): string =>
  plain(text.map((part) => (typeof part === "string" ? part : String(hidden(part.value)))));

/** A review as JSON, without secrets. */
export const reviewJson = (review: Review): object => review.secrets.hidden(jsonOf(review));

function jsonOf(review: Review): object {
  const {
    environment,
    verdict,
    harm,
    versions: [versionBefore, versionAfter],
    counts,
    changes,
    order,
    topics,
    files,
    cost,
    checks,
    plans,
    providers,
    notProved,
    origins,
  } = review;
  const stackOf = stacksOf(environment);
  const line = (each: ReviewLine): object => lineJson(each, stackOf);
  const lines = joinedLines(review);
  return {
    environment,
    verdict,
    harm,
    headline: headlineOf(review),
    lines: lines.map(({ line: first, others: more }, index) => ({
      ...line(first),
      ...(more.length === 0
        ? {}
        : { more: more.map((each) => ({ ...stackOf(each.layer), address: each.address })) }),
      isOpen: index < MOST_OPEN,
    })),
    next: verdict === "no change" ? null : plain(nextOf(review, lines)),
    versions: { before: versionBefore ?? null, after: versionAfter ?? null },
    notJudged: notJudgedFacts(review),
    counts,
    origins: origins.map(({ side, origin }) => ({
      side,
      compared: origin.compared,
      text: origin.text,
      edits: origin.edits.map(({ layer: of, address, message }) => ({ ...stackOf(of), address, message })),
    })),
    ...changesJson(review, stackOf),
    abandoned: changes.abandoned.map(({ layer, resources }) => ({ ...stackOf(layer), resources })),
    applies: (order?.passes ?? []).map(({ layer, keepsRemoved }) => ({ ...stackOf(layer), keepsRemoved })),
    topics: topics.map(({ title, lines }) => ({ title, lines: lines.map(line) })),
    files: files.map(line),
    providers: providers.map((each) => ({ ...each, isKnown: isInTable(each) })),
    cost: costJson(cost),
    checks: {
      found: resultsAsJson(checks.found),
      gone: resultsAsJson(checks.gone),
      waived: resultsAsJson(checks.waived),
    },
    plans: plans.map(({ layer, planned, ...rest }) => ({
      ...stackOf(layer),
      planned: planned ?? null,
      ...rest,
    })),
    notProved,
  };
}

/** The stack of a layer; nothing for the change as a whole. */
type StackOf = (layer: ReviewLine["layer"]) => object;

const stacksOf =
  (environment: string): StackOf =>
  (layer) =>
    layer === undefined ? {} : { stack: stackName(environment, layer) };

function lineJson(
  { level, harm, text, layer, address, constructPath, cause }: ReviewLine,
  stackOf: StackOf,
): object {
  return {
    level,
    ...(harm === undefined ? {} : { harm }),
    text: lineText(text),
    ...stackOf(layer),
    ...(address === undefined ? {} : { address }),
    ...(constructPath === undefined ? {} : { constructPath }),
    ...causeJson(cause),
  };
}

/** Changes of resources, and of other blocks. */
const changesJson = ({ changes, causes }: Review, stackOf: StackOf): object => ({
  resources: changes.resources.map((change) => {
    const { layer, address, constructPath, type, action, instances, from, edits, reasons, notes } = change;
    return {
      ...stackOf(layer),
      address,
      constructPath,
      type,
      action,
      instances,
      from,
      edits: edits.map((edit) => editJson(edit, false)),
      reasons,
      notes,
      ...causeJson(causes.ofChange(change)),
    };
  }),
  others: changes.others.map((change) => {
    const { layer, address, constructPath, edits } = change;
    return {
      ...stackOf(layer),
      address,
      constructPath,
      edits: edits.map((edit) => editJson(edit, isHiddenEdit(change, edit))),
      ...causeJson(causes.ofChange(change)),
    };
  }),
});

const editJson = ({ path, argument, difference, before, after }: Edit, isSensitive: boolean): object => ({
  path,
  argument,
  difference,
  ...sides(path, before, after, isSensitive),
});

/** Both values with secrets hidden. */
function sides(path: string, before: Edit["before"], after: Edit["after"], isSensitive: boolean) {
  const side = (value: Edit["before"]) =>
    value === undefined ? undefined : isSensitive ? HIDDEN : hidden(value, path);
  return { before: side(before), after: side(after) };
}

function causeJson(cause: Cause | undefined): object {
  if (cause?.by !== "settings") return cause ? { cause } : {};
  const settings = cause.settings.map(({ path, before, after, at, part }) => ({
    path,
    ...sides(path, before, after, false),
    at,
    part,
  }));
  return { cause: { ...cause, settings } };
}

function costJson({ before, after, differences, staying }: CostReview): object {
  const total = (lines: readonly CostLine[]) => {
    const { usd, isKnown, isComplete } = totalOf(lines);
    return { ...(isKnown ? usd : { min: null, max: null }), complete: isComplete };
  };
  return {
    before: before ? total(before.lines) : null,
    after: after ? total(after.lines) : null,
    staying: staying.length > 0 ? total(staying) : null,
    differences: differences.map(({ stack, address, item, change, pricesOf }) => ({
      stack,
      address,
      item,
      change: change ?? null,
      complete: change !== undefined && pricesOf.length === 0,
    })),
  };
}

const resultsAsJson = (results: readonly Result[]): object[] =>
  results.map((result) => ({
    check: result.check.id,
    severity: severityOf(result),
    stack: stackName(result.environment, result.layer),
    address: result.address,
    ...(result.finding === undefined ? {} : { finding: result.finding }),
    message: result.message,
    ...(result.waiver ? { waiver: result.waiver } : {}),
  }));
