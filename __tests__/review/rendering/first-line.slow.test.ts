import { textReport } from "../../../src/review/text";
import { type Review } from "../../../src/review/stages/review";
import { type Commits } from "../../../src/project/synthesized-sides";
import { IMAGES, NO_CHANGE, PATH, caseNamed } from "./formats";

describe("the first line", () => {
  const first = (review: Review, commits?: Commits): string =>
    textReport({ reviews: [review], ...(commits ? { commits } : {}) }).split("\n", 1)[0] ?? "";
  const after = { commit: "abc1234".repeat(5) };
  const commits: Commits = { before: { commit: "1".repeat(40) }, after };

  test("has the environment, the verdict with its harm, the difference of cost with the date of the prices, and counts", () => {
    expect(first(caseNamed(IMAGES))).toMatch(
      /^mlapp · (safe|needs attention): .* · same cost · 3 to change$/,
    );
    const review = caseNamed(PATH);
    expect(first(review)).toMatch(
      /^mlapp · .* · \S+( to \S+)? USD\/month \(prices \d{4}-\d\d-\d\d\) · \d+ to /,
    );
  });

  test("has the commit after the change where it is known", () => {
    expect(first(caseNamed(IMAGES), commits)).toMatch(/^mlapp @ abc1234 · /);
    const dirty = { ...commits, after: { ...after, isEdited: true } };
    expect(first(caseNamed(IMAGES), dirty)).toMatch(/^mlapp @ abc1234 with uncommitted edits · /);
  });

  test("of no change is short, and nothing follows", () => {
    const text = textReport({
      reviews: [caseNamed(NO_CHANGE)],
    });
    expect(text.trim()).toBe("retail-forecast · no change");
  });

  test("of a stop has the harm", () => {
    const review = { ...caseNamed(IMAGES), verdict: "destructive", harm: "data lost" } as const;
    expect(first(review)).toMatch(/^mlapp · STOP: data lost · /);
  });
});
