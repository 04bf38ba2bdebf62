import { notProvedPoints } from "../../project/not-proved";
import { releaseSentences } from "../stages/provider-releases";
import { say } from "../stages/phrase";
import { type Review } from "../stages/review";
import { type Commits } from "../../project/synthesized-sides";
import { commitText } from "./commits";
import { reviewFacts } from "./facts";
import { headlineOf, verdictText } from "./headline";
import { nextOf } from "./next";
import { type JoinedLine, MOST_OPEN, isWholeLine, joinedLines, openLine } from "./open-lines";
import { type Page, type PageSection } from "./page";
import { withNames } from "./names";
import { restLines } from "./sections/rest";
import { ShownLines } from "./place";
import { allEditLines, dangerLines, editedSideLines, moveLines, reviewLine } from "./sections/changes";
import { checkLines } from "./sections/check-lines";
import { costLines } from "./sections/cost";
import { planSectionLines } from "./sections/plans";

/**
 * The page of a review, without secrets.
 *
 * @param otherReviews reviews of further environments with the same lines
 */
export const pageOf = (review: Review, otherReviews: readonly Review[] = [], commits?: Commits): Page =>
  [review, ...otherReviews].reduce(
    (page, { secrets }) => secrets.hidden(page),
    arranged(review, otherReviews, commits),
  );

/** Arranges a review as a page: the worst lines open, then everything that they do not say. */
function arranged(review: Review, otherReviews: readonly Review[], commits: Commits | undefined): Page {
  const lines = joinedLines(review);
  const others = otherReviews.map(joinedLines);
  const open = lines.slice(0, MOST_OPEN);
  const commit = commitText(commits?.after);
  const headlines = new Set([review, ...otherReviews].map((each) => headlineOf(each)));
  const isSame = headlines.size === 1;
  const sections = sectionsOf(review, shownOf(open));
  return {
    environments: [review, ...otherReviews].map(({ environment }) => environment),
    ...(commit === undefined ? {} : { commit }),
    headline: [isSame ? headlineOf(review) : verdictText(review.verdict, review.harm)],
    open: open.map((line, index) =>
      openLine(
        line,
        others.flatMap((each) => each[index] ?? []),
      ),
    ),
    more: lines.length - open.length,
    ...(review.verdict === "no change" ? {} : { next: nextOf(review, lines, otherReviews.length) }),
    facts: [
      ...(isSame
        ? []
        : [review, ...otherReviews].map((each) => say`${each.environment}: ${[headlineOf(each)]}`)),
      ...reviewFacts(review),
    ],
    sections: [...sections, ...otherSections(review, sections, otherReviews, others)],
  };
}

/** Sections of further environments that differ in more than the name. */
function otherSections(
  first: Review,
  sections: readonly PageSection[],
  otherReviews: readonly Review[],
  lines: readonly (readonly JoinedLine[])[],
): PageSection[] {
  const keyOfSection = ({ environment }: Review, section: PageSection): string =>
    withNames(JSON.stringify(section), environment);
  const known = new Set(sections.map((section) => keyOfSection(first, section)));
  return otherReviews.flatMap((other, index) =>
    sectionsOf(other, shownOf((lines[index] ?? []).slice(0, MOST_OPEN)))
      .filter((section) => !known.has(keyOfSection(other, section)))
      .map((section) => ({ ...section, title: `${other.environment}: ${section.title}` })),
  );
}

/** Lines that the open part says in whole. */
const shownOf = (open: readonly JoinedLine[]): ShownLines =>
  new ShownLines(new Set(open.map(({ line }) => line).filter(isWholeLine)));

/** Sections with lines. Lines that are shown open are left out. */
function sectionsOf(review: Review, shown: ShownLines): PageSection[] {
  const lineOf = (line: Review["lines"][number]) => reviewLine(review, line);
  const isHidden = (line: Review["lines"][number]): boolean => !shown.has(line);
  return [
    { title: "Edited", lines: editedSideLines(review, shown) },
    { title: "Destroyed, replaced or unknown", lines: dangerLines(review) },
    ...review.topics.map(({ title, lines }) => ({ title, lines: lines.filter(isHidden).map(lineOf) })),
    { title: "Also", lines: restLines(review, shown) },
    { title: "Moved", lines: moveLines(review) },
    { title: "Terraform plans", lines: planSectionLines(review, shown) },
    { title: "Cost", lines: costLines(review.cost) },
    { title: "Checks", lines: checkLines(review, shown) },
    { title: "Files", lines: review.files.filter(isHidden).map(lineOf) },
    { title: "All edits", lines: allEditLines(review) },
    { title: "Providers", lines: review.providers.map((each) => ({ text: releaseSentences(each) })) },
    { title: "Not proved", lines: notProvedPoints(review.notProved).map((point) => ({ text: [point] })) },
  ].filter(({ lines }) => lines.length > 0);
}
