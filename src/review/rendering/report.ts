import { groupBy } from "../../base/group-by";
import { counted } from "../../base/counted";
import { HARMS, worstOf } from "../stages/harm";
import { type Phrase, joinValues } from "../stages/phrase";
import { type ReviewLine } from "../stages/line";
import { type Review } from "../stages/review";
import { type ReviewVerdict, VERDICTS } from "../stages/verdict";
import { type Commits } from "../../project/synthesized-sides";
import { REPOSITORY_NAME, decidingPage, decidingVerdict } from "./deciding-page";
import { reviewFacts } from "./facts";
import { costDifference, verdictText } from "./headline";
import { nextOf } from "./next";
import { withNames } from "./names";
import { type JoinedLine, joinedLines } from "./open-lines";
import { type PageLine, type PageSummary, type Pages } from "./page";
import { pageOf } from "./page-of";

/** The reviews of one change. */
export interface ReviewReport {
  readonly reviews: readonly Review[];
  /** Lines on files of the repository that decide about all environments. @default - none changed */
  readonly deciding?: readonly ReviewLine[];
  /** @default - the sides are folders, whose commits are not known */
  readonly commits?: Commits;
}

/** Environments that change alike. */
interface Group {
  readonly first: Review;
  readonly otherReviews: readonly Review[];
}

/**
 * The reviews as pages: one for each group of environments that change alike, the worst first, below a summary. Files that decide
 * about all of them are between them, by their verdict.
 */
export function reviewPages({ reviews, deciding = [], commits }: ReviewReport): Pages {
  const groups = groupsOf(reviews);
  const isAlone = reviews.length === 1 && deciding.length === 0;
  const changed = groups.filter(({ first }) => isAlone || first.verdict !== "no change");
  const pages = changed.map(({ first, otherReviews }) => pageOf(first, otherReviews, commits));
  const worse = changed.filter(({ first }) => isWorse(first, deciding)).length;
  return {
    ...(isAlone ? {} : { summary: summaryOf(reviews, groups, deciding) }),
    pages: [
      ...pages.slice(0, worse),
      ...(deciding.length > 0 ? [decidingPage(deciding)] : []),
      ...pages.slice(worse),
    ],
  };
}

/** Whether a review comes before files that decide, whose lines have no harm by themselves. */
const isWorse = ({ verdict, harm }: Review, deciding: readonly ReviewLine[]): boolean =>
  byDanger({ verdict, harm }, { verdict: decidingVerdict(deciding), harm: "none" }) < 0;

/** Environments with the same lines, the worst first. */
export function groupsOf(reviews: readonly Review[]): Group[] {
  const [only, ...others] = reviews;
  if (only && others.length === 0) return [{ first: only, otherReviews: [] }];
  return [...groupBy(reviews, keyOfReview).values()]
    .flatMap(([first, ...otherReviews]) => (first ? [{ first, otherReviews }] : []))
    .sort(({ first: one }, { first: other }) => byDanger(one, other));
}

type Danger = Pick<Review, "verdict" | "harm">;

function byDanger(one: Danger, other: Danger): number {
  return (
    VERDICTS.indexOf(other.verdict) - VERDICTS.indexOf(one.verdict) ||
    HARMS.indexOf(one.harm) - HARMS.indexOf(other.harm)
  );
}

/** Equal for environments whose pages say the same, besides their names and the places of causes. */
function keyOfReview(review: Review): string {
  const { environment, verdict, harm, isNew, isGone } = review;
  if (verdict === "no change") return verdict;
  const lines = joinedLines(review);
  const content = [
    verdict,
    harm,
    isNew,
    isGone,
    lines.map(lineKey),
    nextOf(review, lines),
    reviewFacts(review),
  ];
  return withNames(JSON.stringify(content), environment);
}

function lineKey({ line, others }: JoinedLine): unknown {
  const { level, harm, layer, address, text, cause } = line;
  const settings =
    cause?.by === "settings"
      ? cause.settings.map(({ path, before, after, part }) => [path, before, after, part])
      : [];
  return [level, harm, layer, address, text, others.map((each) => each.address), cause?.by, settings];
}

/** Names of environments in a line of the summary. */
const MOST_NAMES = 40;

function summaryOf(
  reviews: readonly Review[],
  groups: readonly Group[],
  deciding: readonly ReviewLine[],
): PageSummary {
  const { verdict, harm } = worstIn(reviews, deciding);
  const cost =
    verdict === "no change"
      ? []
      : [
          costDifference({
            differences: reviews.flatMap((each) => each.cost.differences),
            staying: reviews.flatMap((each) => each.cost.staying),
          }),
        ];
  const titles = [...new Set(groups.map(({ first }) => verdictText(first.verdict, first.harm)))];
  const lines = titles.map((title): PageLine => {
    const own = groups.filter(({ first }) => verdictText(first.verdict, first.harm) === title);
    const names = own.flatMap(({ first, otherReviews }) =>
      [first, ...otherReviews].map((each) => each.environment),
    );
    const worst = own[0]?.first.verdict ?? "no change";
    return { text: [`${title}: `, ...namesText(names)], mark: MARKS[worst] };
  });
  const worse = titles.findIndex((title) =>
    groups.some(({ first }) => verdictText(first.verdict, first.harm) === title && !isWorse(first, deciding)),
  );
  const at = worse === -1 ? lines.length : worse;
  return {
    headline: [[counted(reviews.length, "environment"), verdictText(verdict, harm), ...cost].join(" · ")],
    lines: [...lines.slice(0, at), ...repositoryLine(deciding), ...lines.slice(at)],
  };
}

function repositoryLine(deciding: readonly ReviewLine[]): PageLine[] {
  if (deciding.length === 0) return [];
  const verdict = decidingVerdict(deciding);
  return [{ text: [`${verdict}: ${REPOSITORY_NAME}`], mark: MARKS[verdict] }];
}

const MARKS: Partial<Record<ReviewVerdict, PageLine["mark"]>> = {
  destructive: "danger",
  "needs attention": "attention",
};

/** The worst verdict of several reviews and of files that decide about them, with the worst harm. */
export function worstIn(
  reviews: readonly Review[],
  deciding: readonly ReviewLine[] = [],
): Pick<Review, "verdict" | "harm"> {
  const all = [
    ...reviews.map((review) => review.verdict),
    ...(deciding.length > 0 ? [decidingVerdict(deciding)] : []),
  ];
  const verdict = [...VERDICTS].reverse().find((each) => all.includes(each));
  return { verdict: verdict ?? "no change", harm: worstOf(reviews.map(({ harm }) => harm)) };
}

/** Names of environments, the first ones if there are many. */
export function namesText(names: readonly string[]): Phrase {
  const rest = names.length - MOST_NAMES;
  return [...joinValues(names.slice(0, MOST_NAMES)), ...(rest > 0 ? [` and ${rest} more`] : [])];
}
