import { acceptanceSections } from "../acceptances/acceptances";
import { COMPARING, type NotProved, notProved } from "../../project/not-proved";
import { KnownSecrets } from "../../infrastructure/text-secrets";
import { type StackPrediction } from "../plans/compare-plans";
import { plannedOpenings } from "../plans/planned-openings";
import { type Compared, comparedSides, hasNoChanges, type ReviewRequest } from "./compare";
import { type ChecksReview } from "./compare-checks";
import { type Harm, worstOf } from "./harm";
import { harmOfAction } from "./harm-of-actions";
import { judgedChange } from "./judge";
import { type ReviewLine, type Section } from "./line";
import {
  abandonedLines,
  editedLines,
  findingLines,
  harmOfNew,
  planLines,
  withAcceptances,
  worstFirst,
} from "./lines";
import { type ProviderRelease, providerReleases } from "./provider-releases";
import { fileLines, stackOrderLines } from "./side-lines";
import { type SideOrigin } from "./side-origin";
import { statedLines } from "./stated-values";
import { type Counts, countsOf, reviewVerdict, type ReviewVerdict } from "./verdict";

/** The review of one environment. */
export interface Review extends Pick<Compared, "changes" | "causes" | "isNew" | "isGone" | "order" | "cost"> {
  readonly environment: string;
  readonly verdict: ReviewVerdict;
  /** The worst harm of the change. */
  readonly harm: Harm;
  /** Secrets of both sides, which no format shows. */
  readonly secrets: KnownSecrets;
  /** All lines, the worst first. The first ones are shown open. */
  readonly lines: readonly ReviewLine[];
  readonly counts: Counts;
  /** Lines by topic; topics without lines are left out. */
  readonly topics: readonly Section[];
  readonly files: readonly ReviewLine[];
  readonly checks: ChecksReview;
  /** Predictions for each stack that changes or has a plan. */
  readonly plans: readonly StackPrediction[];
  /** Providers whose effects are predicted, with their releases. */
  readonly providers: readonly ProviderRelease[];
  /** Things that the review does not prove of the after side; empty where nothing changed. */
  readonly notProved: readonly NotProved[];
  /** Origins of the sides that can be edited. */
  readonly origins: readonly SideOrigin[];
  /** Versions of the program that wrote the sides; undefined for a side without a record of it. */
  readonly versions: readonly [before: string | undefined, after: string | undefined];
}

/** Reviews one environment: its sides are compared, the differences judged, and what a reviewer must know is put in lines. */
export function reviewEnvironment(request: ReviewRequest): Review {
  const { environment, plans, origins = [] } = request;
  const of = comparedSides(request);
  const { before, after, changes, causes, isNew, isGone, order, cost } = of;
  const { effects, checks, plans: predictions } = judgedChange(of, request);
  const files = [...fileLines(before, after), ...stackOrderLines(before, after)];
  const stated = order ? statedLines(before.record, after.record, changes, causes) : [];
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
  const accepting =
    of.isSame || isGone ? [] : acceptanceSections(isNew ? undefined : before, after, accepted, causes);
  const lines = withAcceptances(effectLines, accepting).sort(worstFirst);
  return {
    environment,
    verdict: reviewVerdict(lines, !hasNoChanges(changes)),
    secrets: secretsOf(request),
    harm: worstOf([...changes.resources.map(harmOfAction), ...lines.flatMap((line) => line.harm ?? [])]),
    lines,
    counts: countsOf(changes.resources, plans),
    changes,
    order,
    topics: [
      ...effects,
      ...(stated.length > 0 ? [{ title: "Values that only proofs read", lines: stated }] : []),
      ...accepting,
    ],
    files,
    cost,
    checks,
    plans: predictions,
    causes,
    providers: isNew || isGone ? [] : providerReleases(changes, before, after),
    notProved: of.isSame || isGone ? [] : notProvedOf(request, of, checks),
    origins,
    versions: [before.record.version, after.record.version],
    isNew,
    isGone,
  };
}

const secretsOf = ({ before, after }: ReviewRequest): KnownSecrets =>
  KnownSecrets.in(
    [before, after].flatMap(({ stacks }) => stacks.map(({ stack }) => stack.json)),
    [before, after].flatMap(({ record }) => record.settings),
  );

function notProvedOf(
  { isOfUnknownOrigin = false, module }: ReviewRequest,
  { after: { plan, stated } }: Compared,
  checks: ChecksReview,
): NotProved[] {
  const findings = checks.all;
  const side = { plan, stated, findings, isOfUnknownOrigin, ...(module ? { module } : {}) };
  return [...notProved([side], COMPARING)];
}
