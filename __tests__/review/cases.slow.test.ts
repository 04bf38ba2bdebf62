import { type ReviewLine } from "../../src/review/stages/line";
import { type Review } from "../../src/review/stages/review";
import { joinedLines } from "../../src/review/rendering/open-lines";
import { pageOf } from "../../src/review/rendering/page-of";
import { textPage } from "../../src/review/text";
import { halfOfRow } from "../support/covering-sample";
import { REVIEW_CASES } from "./cases/all";
import { type ReviewCase } from "./cases/case";
import { reviewOfCase } from "./cases/reviewed";
import { contradictionsIn } from "./contradictions";

/** Lines that a reader sees at first sight. */
const LINES = 3;

/** Whether the first line names the setting or a value in it. In a case, the location of a value is its path. */
function isCausedBy(review: Review, key: string): boolean {
  const cause = joinedLines(review)[0]?.line.cause;
  return (
    cause?.by === "settings" &&
    cause.settings.some(({ at }) => at === key || at?.startsWith(`${key}.`) || at?.startsWith(`${key}[`))
  );
}

/** Cases of one environment follow one another: its side before the change is read once. */
const inOrder = (cases: readonly ReviewCase[]): ReviewCase[] =>
  [...cases].sort((a, b) => a.environment.localeCompare(b.environment));

// Their answers are independent: a half of them runs in the gate, and all run in `.ci/full`.
test.each(inOrder(halfOfRow(REVIEW_CASES, 0)))("$environment: $name", (change: ReviewCase) => {
  const review = reviewOfCase(change);
  const page = pageOf(review);
  const head = textPage(page).split("\n").slice(0, LINES).join("\n");
  const { verdict, harm, first, cause } = change;
  expect({
    verdict: review.verdict,
    harm: review.harm,
    missing: first.filter((text) => !head.includes(text)),
    isCaused: cause === undefined || isCausedBy(review, cause),
    contradictions: contradictionsIn(review, page),
    head,
  }).toEqual({ verdict, harm, missing: [], isCaused: true, contradictions: [], head });
});

test("each change has a name of its own", () => {
  expect(new Set(REVIEW_CASES.map(({ name }) => name)).size).toBe(REVIEW_CASES.length);
});

test("sentences of a page that contradict each other are found", () => {
  const [change] = REVIEW_CASES;
  if (!change) throw new Error("no case");
  const review = reviewOfCase(change);
  const line = (text: string): ReviewLine => ({
    level: "info",
    layer: "network",
    address: "aws_vpc.main",
    text: [text],
  });
  const lines = [line("aws_vpc.main is destroyed"), line("Terraform does not destroy aws_vpc.main")];
  const found = contradictionsIn({ ...review, lines: [...review.lines, ...lines] }, pageOf(review));
  expect(found).toContainEqual(expect.stringContaining("network/aws_vpc.main ends and stays"));
  const milder = contradictionsIn({ ...review, verdict: "safe" }, pageOf(review));
  expect(milder).toContainEqual(expect.stringMatching(/^safe, /));
});
