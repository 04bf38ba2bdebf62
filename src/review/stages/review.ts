import { acceptanceSections } from "../acceptances/acceptances";
import { COMPARING, type NotProved, namedFindings, notProved } from "../../project/not-proved";
import { planAtDefaults } from "../../terraform/at-defaults";
import { KnownSecrets } from "../../infrastructure/known-secrets";
import { type Stated, statedIn } from "../../infrastructure/stated";
import { type ApplyOrder } from "../../project/apply-order";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type HandedOver } from "../../project/handed-over";
import { type TrialSynth } from "../../project/trial-synth";
import { type OutputStack } from "../../terraform/output";
import { fileLines, orderLines } from "./side-lines";
import { type Causes, causesBetween } from "./causes";
import { type ProviderRelease, providerReleases } from "./provider-releases";
import { type EnvironmentChanges, compareEnvironments } from "../compare-environments";
import { type ReviewLine, type Section } from "./line";
import { recordedChecks } from "../../checks/own-checks";
import { type ChecksReview, compareChecks } from "./compare-checks";
import { type CostReview, NO_COST, compareCost, hasSamePrices } from "./compare-cost";
import { orderLines as linesOfOrder, orderOfApplies, twiceLines } from "./order-of-applies";
import { TOPICS } from "../topics/all";
import { applyOrder } from "../topics/apply-order";
import { type TopicLine } from "../topics/topic";
import { say } from "./phrase";
import { type StackPrediction, comparePlans } from "../plans/compare-plans";
import { type StackPlan } from "../plans/planned-actions";
import { plannedOpenings } from "../plans/planned-openings";
import { type SettingChange } from "./setting-changes";
import { type SideOrigin } from "./side-origin";
import { shownValue } from "../../terraform/shown-value";
import { unjudged } from "../topics/not-understood";
import { type Harm, worstOf } from "./harm";
import {
  abandonedLines,
  caused,
  editedLines,
  findingLines,
  harmOfNew,
  planLines,
  withAcceptances,
  worstFirst,
} from "./lines";
import { harmOfAction } from "./harm-of-actions";
import { statedLines } from "./stated-values";
import { isEmpty, isUntouched } from "./untouched";
import { type Counts, type Verdict, countsOf, verdictOf } from "./verdict";

/** One environment in one output folder. */
export interface Side {
  /** Empty if the folder does not have the environment. */
  readonly stacks: readonly OutputStack[];
  readonly record: EnvironmentRecord;
  /** Files beside the JSON of each stack, by `layer/path`. */
  readonly files: ReadonlyMap<string, string>;
}

/** The review of one environment. */
export interface Review {
  readonly environment: string;
  readonly verdict: Verdict;
  /** The worst harm of the change. */
  readonly harm: Harm;
  /** Secrets of both sides, which no format shows. */
  readonly secrets: KnownSecrets;
  /** All lines, the worst first. The first ones are shown open. */
  readonly lines: readonly ReviewLine[];
  readonly counts: Counts;
  readonly changes: EnvironmentChanges;
  /** The applies of the change; undefined for an environment that is new, gone or unchanged. */
  readonly order: ApplyOrder | undefined;
  /** Lines by topic; topics without lines are left out. */
  readonly topics: readonly Section[];
  readonly files: readonly ReviewLine[];
  readonly cost: CostReview;
  readonly checks: ChecksReview;
  /** Predictions for each stack that changes or has a plan. */
  readonly plans: readonly StackPrediction[];
  readonly causes: Causes;
  /** Providers whose effects are predicted, with their releases. */
  readonly providers: readonly ProviderRelease[];
  /** Things that the review does not prove of the after side; empty where nothing changed. */
  readonly notProved: readonly NotProved[];
  /** Origins of the sides that can be edited. */
  readonly origins: readonly SideOrigin[];
  /** Versions of the program that wrote the sides; undefined for a side without a record of it. */
  readonly versions: readonly [before: string | undefined, after: string | undefined];
  /** True if the before side does not have the environment. */
  readonly isNew: boolean;
  /** True if the after side does not have the environment. */
  readonly isGone: boolean;
}

export interface ReviewRequest {
  readonly environment: string;
  readonly before: Side;
  readonly after: Side;
  /** The other environments of both sides, for names that must be unique across environments. */
  readonly others: readonly [before: readonly EnvironmentPlan[], after: readonly EnvironmentPlan[]];
  readonly plans: readonly StackPlan[];
  /** Origins of the sides that can be edited. @default - none */
  readonly origins?: readonly SideOrigin[];
  /** Whether nothing but the after side itself says that synth wrote its blocks. @default false */
  readonly isOfUnknownOrigin?: boolean;
  /** The ISO date that waivers and support calendars are compared with. */
  readonly today: string;
  /** Synthesizes settings between both sides, for causes. @default - none, which leaves causes unknown */
  readonly synth?: TrialSynth | undefined;
  /** The hand-over that is the after side. @default - synth wrote it */
  readonly module?: HandedOver;
  /** Is called between the parts of the work, which blocks the process. @default - no one looks */
  readonly tick?: () => void;
}

/** Reviews one environment. */
export function reviewEnvironment(request: ReviewRequest): Review {
  const { environment, before, after, others, plans, origins = [], today, tick } = request;
  const { isOfUnknownOrigin = false, module } = request;
  const changes = compareEnvironments({ environment, before: before.stacks, after: after.stacks });
  const [isNew, isGone] = [before.stacks.length === 0, after.stacks.length === 0];
  const causes = causesBetween(before, after, { environment, changed: changes, synth: request.synth });
  const files = [...fileLines(before, after), ...orderLines(before, after)];
  const [statedBefore, statedAfter] = [statedIn(before.record.settings), statedIn(after.record.settings)];
  const old = new EnvironmentPlan(environment, before.stacks, statedBefore.instanceTypes);
  const now = new EnvironmentPlan(environment, after.stacks, statedAfter.instanceTypes);
  const was = { plan: old, record: before.record, stated: statedBefore };
  const is = { plan: now, record: after.record, stated: statedAfter };
  const isSame = isUntouched(changes, was, is);
  const isCompared = !isNew && !isGone && !isSame;
  const ordering = { today, statedOf: () => statedAfter, ...(tick ? { tick } : {}) };
  const order = isCompared ? orderOfApplies(old, now, changes, ordering) : undefined;
  const [planBefore, planAfter] = [isNew ? undefined : old, isGone ? undefined : now];
  const cost =
    isSame && hasSamePrices(before.record, after.record)
      ? NO_COST
      : compareCost(
          { plan: planBefore && planAtDefaults(planBefore), record: before.record },
          { plan: planAfter && planAtDefaults(planAfter), record: after.record },
          changes,
          today,
        );
  const effects = order
    ? topicsOf(planAtDefaults(old), planAtDefaults(now), changes, causes, order, cost, tick)
    : [];
  const checks = isSame
    ? NO_FINDINGS
    : compareChecks(checkedSide(planBefore, others[0], was), checkedSide(planAfter, others[1], is), request);
  const predictions = comparePlans(changes, plans);
  const counts = countsOf(changes.resources, plans);
  const stated = isCompared ? statedLines(before.record, after.record, changes, causes) : [];
  const effectLines = [
    ...editedLines(origins),
    ...stated,
    ...abandonedLines(changes),
    ...effects.flatMap((topic) => topic.lines),
    ...files,
    ...findingLines(checks, causes, changes, isNew ? undefined : before.record.waivers),
    ...planLines(predictions),
    ...plannedOpenings(environment, after.stacks, plans, effects),
  ];
  const accepted = { waived: checks.waived, others: effectLines, harmOf: harmOfNew(checks, changes) };
  const accepting = isSame || isGone ? [] : acceptanceSections(isNew ? undefined : was, is, accepted, causes);
  const topics = [
    ...effects,
    ...(stated.length > 0 ? [{ title: "Values that only proofs read", lines: stated }] : []),
    ...accepting,
  ];
  const lines = withAcceptances(effectLines, accepting).sort(worstFirst);
  const isChanged = !isEmpty(changes);
  const harm = worstOf([...changes.resources.map(harmOfAction), ...lines.flatMap((line) => line.harm ?? [])]);
  return {
    environment,
    verdict: verdictOf(lines, isChanged),
    secrets: secretsOf([before, after]),
    harm,
    lines,
    counts,
    changes,
    order,
    topics,
    files,
    cost,
    checks,
    plans: predictions,
    causes,
    providers: isNew || isGone ? [] : providerReleases(changes, before, after),
    notProved:
      isSame || isGone
        ? []
        : notProved(
            [
              {
                plan: now,
                stated: statedAfter,
                findings: namedFindings(checks.all),
                isOfUnknownOrigin,
                ...(module ? { module } : {}),
              },
            ],
            COMPARING,
          ),
    origins,
    versions: [before.record.version, after.record.version],
    isNew,
    isGone,
  };
}

const checkedSide = (
  plan: EnvironmentPlan | undefined,
  others: readonly EnvironmentPlan[],
  { record, stated }: { readonly record: EnvironmentRecord; readonly stated: Stated },
) => ({ plan, others, stated, waivers: record.waivers, ownChecks: recordedChecks(record) });

const secretsOf = (sides: readonly Side[]): KnownSecrets =>
  KnownSecrets.in(
    sides.flatMap(({ stacks }) => stacks.map(({ stack }) => stack.json)),
    sides.flatMap(({ record }) => record.settings),
  );

const NO_FINDINGS: ChecksReview = { all: [], found: [], gone: [], waived: [] };

function topicsOf(
  old: EnvironmentPlan,
  now: EnvironmentPlan,
  changes: EnvironmentChanges,
  causes: Causes,
  order: ApplyOrder,
  cost: CostReview,
  tick: ReviewRequest["tick"],
): Section[] {
  const change = { before: old, after: now, ...changes, cost };
  const said: TopicLine[] = [];
  const sections = [
    ...TOPICS.map((topic): Section => {
      const own = topic.lines(change);
      said.push(...own);
      tick?.();
      return {
        title: topic.title,
        lines: [
          ...(topic === applyOrder
            ? caused([...linesOfOrder(order), ...twiceLines(change)], causes.ofPlainLine())
            : []),
          ...own.map((line) => located(line, now, old, causes)),
        ],
      };
    }),
    { title: "Changed defaults", lines: causes.defaults.map(defaultLine) },
  ];
  const { known, unknown } = unjudged(change, TOPICS, said);
  const place = (line: TopicLine): ReviewLine => located(line, now, old, causes);
  sections.push(
    { title: "Further settings", lines: known.map(place) },
    { title: "Not understood", lines: unknown.map(place) },
  );
  return sections.filter(({ lines }) => lines.length > 0);
}

function defaultLine({ path, before, after }: SettingChange): ReviewLine {
  const [was, is] = [shownValue(path, before ?? null), shownValue(path, after ?? null)];
  return { level: "attention", text: say`${path}: ${was} → ${is}; no YAML file sets it` };
}

/** Adds construct path and cause to a line. */
function located(
  { edits, ...line }: TopicLine,
  now: EnvironmentPlan,
  old: EnvironmentPlan,
  causes: Causes,
): ReviewLine {
  const { layer, address } = line;
  const path = (now.find(layer, address) ?? old.find(layer, address))?.constructPath;
  const cause = causes.ofTopicLine(layer, address, edits);
  return { ...line, ...(path === undefined ? {} : { constructPath: path }), cause };
}
