import { isDeepStrictEqual } from "node:util";
import { type Result, severityOf } from "../../checks/run";
import { counted } from "../../base/counted";
import { stackName } from "../../base/layers";
import { type Cause, type Causes } from "./causes";
import { type EnvironmentChanges } from "../compare-environments";
import { type ChecksReview } from "./compare-checks";
import { harmOfFinding, levelOfFinding, subjectOf } from "./harm-of-findings";
import { type Harm, byHarm, needsAttention, stops } from "./harm";
import { type ReviewLine, type Section } from "./line";
import { say } from "./phrase";
import { type StackPrediction } from "../plans/compare-plans";
import { type Origin } from "../../project/origins";
import { type EnvironmentRecord } from "../../terraform/environment-record";

type WaiverRecord = EnvironmentRecord["waivers"][number];

/**
 * Data lost and outages first, then what needs attention, the worst harm first; a harm that needs no attention by itself does not
 * change the order of topics.
 */
export function worstFirst(one: ReviewLine, other: ReviewLine): number {
  const levelOf = ({ level, harm = "none" }: ReviewLine): number =>
    stops(harm) ? 0 : level === "attention" || needsAttention(harm) ? 1 : 2;
  const harmOf = ({ harm = "none" }: ReviewLine) => (needsAttention(harm) ? harm : "none");
  return levelOf(one) - levelOf(other) || byHarm(harmOf(one), harmOf(other));
}

/** Lines about no single block, with their cause. */
export const caused = (lines: readonly ReviewLine[], cause: Cause): ReviewLine[] =>
  lines.map((line) => ({ ...line, cause }));

export const editedLines = (
  origins: readonly { readonly side: string; readonly origin: Origin }[],
): ReviewLine[] =>
  origins.flatMap(({ side, origin }) =>
    origin.edits.map(({ layer, address, message }): ReviewLine => ({
      level: "attention",
      layer,
      address,
      text: say`${[side]} ${stackName(origin.environment, layer)} ${address}: ${message}`,
    })),
  );

export const abandonedLines = ({ abandoned }: EnvironmentChanges): ReviewLine[] =>
  abandoned.map(({ layer, resources }): ReviewLine => ({
    level: "attention",
    layer,
    text: say`stack ${layer} was removed: Terraform does not destroy its ${[counted(resources, "resource")]} and no longer manages ${[resources === 1 ? "it" : "them"]}`,
  }));

/** Findings that appear and go. One that a new waiver hides is in the line of the waiver. */
export function findingLines(
  { found, gone }: ChecksReview,
  causes: Causes,
  { resources }: EnvironmentChanges,
  waiversBefore: readonly WaiverRecord[] | undefined,
): ReviewLine[] {
  const harmOf = harmOfNew({ found, gone }, { resources });
  const isTold = ({ waiver, accepted }: Result): boolean =>
    waiver !== undefined &&
    accepted === undefined &&
    waiversBefore !== undefined &&
    !waiversBefore.some((each) => isDeepStrictEqual(each, waiver));
  const without = new Set(
    resources
      .filter(({ before, action }) => before === undefined && action === "none")
      .map(({ layer, address }) => `${layer}/${address}`),
  );
  return [
    ...found
      .filter((result) => !isTold(result))
      .map((result): ReviewLine => {
        const line = findingLine("found", result, causes);
        // a new block without objects opens nothing yet
        const isOfNothing = without.has(`${String(line.layer)}/${String(line.address)}`);
        const isHidden = gone.some((each) => isSameWaived(each, result));
        if (isOfNothing || isHidden) return { ...line, level: "info" };
        const harm = harmOf(result);
        return { ...line, ...(harm ? { harm } : {}) };
      }),
    ...gone.map((result): ReviewLine => findingLine("gone", result, causes)),
  ];
}

/** The harm of a finding of the after side; none for one that the before side has, in other words or accepted. */
export function harmOfNew(
  { found, gone }: Pick<ChecksReview, "found" | "gone">,
  { resources }: Pick<EnvironmentChanges, "resources">,
): (result: Result) => Harm | undefined {
  const [appeared, known] = [new Set(found), new Set(gone.map(subjectOf))];
  // a policy that stays refuses what nothing called before
  const isNewNeed = ({ check, layer, address }: Result): boolean =>
    check.id === "s3-endpoint-policy" &&
    !resources.some((each) => each.layer === layer && each.address === address);
  return (result) =>
    !appeared.has(result) || known.has(subjectOf(result)) || isNewNeed(result)
      ? undefined
      : harmOfFinding(result);
}

/** Whether one waiver accepts a finding on both sides, which has other words now. */
const isSameWaived = (one: Result, other: Result): boolean =>
  one.waiver !== undefined &&
  isDeepStrictEqual(one.waiver, other.waiver) &&
  one.finding === other.finding &&
  one.address === other.address;

/** Entries for blocks first, since no check judges these; other entries after what they accept. */
export const withAcceptances = (
  others: readonly ReviewLine[],
  accepting: readonly Section[],
): ReviewLine[] => {
  const linesOf = (isOfBlocks: boolean): ReviewLine[] =>
    accepting.flatMap(({ title, lines }) => ((title === "Accepted blocks") === isOfBlocks ? lines : []));
  return [...linesOf(true), ...others, ...linesOf(false)];
};

function findingLine(what: "found" | "gone", result: Result, causes: Causes): ReviewLine {
  const { check, layer, address, message, waiver } = result;
  const word = what === "gone" ? "resolved" : waiver ? "new waived" : "new";
  return {
    level: what === "found" ? levelOfFinding(result) : "info",
    layer,
    address,
    text: say`${[word]} ${[severityOf(result)]} ${check.id} ${address}: ${message}`,
    cause: causes.ofFinding(layer, address, what),
  };
}

export const planLines = (plans: readonly StackPrediction[]): ReviewLine[] =>
  plans.flatMap(({ layer, differences }) =>
    differences.map(({ address, expected, planned }): ReviewLine => ({
      level: "attention",
      layer,
      address,
      text: say`${address}: expected ${expected}, Terraform plans ${planned}`,
    })),
  );
