import { type ReviewReport } from "../../../src/review/rendering/report";
import { LONGEST_PAGE } from "../../../src/review/rendering/markdown";
import { textReport } from "../../../src/review/text";
import { type Review } from "../../../src/review/stages/review";
import { edited, reviewOf } from "../pairs";
import { FORMATS, IMAGES, NO_CHANGE, PATH, caseNamed, json, markdown } from "./formats";

describe("several environments", () => {
  /** An upgrade that changes environments alike. */
  const upgraded = (environment: string): Review =>
    reviewOf(
      edited(environment, ({ network }) => {
        network.resource.aws_cloudwatch_log_group.flow_logs.retention_in_days = 7;
      }),
    );
  const names = ["mlapp", "retail-forecast", "ml-inference-prod"];
  const alike = names.map(upgraded);
  const none = caseNamed(NO_CHANGE);
  const report: ReviewReport = {
    reviews: [...alike, caseNamed(PATH), { ...none, environment: "untouched" }],
  };

  test("that change alike are one section with all their names", () => {
    const text = textReport({ reviews: alike });
    const headlines = text.split("\n").filter((line) => names.every((name) => line.includes(name)));
    expect(headlines.length).toBeGreaterThan(0);
    const openPart = (whole: string): string => whole.split(/\n\n(?!mlapp)/)[0] ?? "";
    expect(openPart(text).match(/: \d+ → 7/g)).toHaveLength(1);
    expect(openPart(text)).toContain("Next: ");
    expect(json({ reviews: alike }).summary.sections).toEqual([
      expect.objectContaining({ environments: names }),
    ]);
  });

  test.each(FORMATS)("have one summary above in %s, and the worst one is first", (_, render) => {
    const text = render(report);
    const summary = text.indexOf("5 environments");
    expect(summary).toBeGreaterThanOrEqual(0);
    const verdicts = json(report).summary.sections.map(({ verdict }) => verdict);
    const order = ["destructive", "needs attention", "safe", "no change"];
    expect(verdicts).toEqual([...verdicts].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(text).toContain("untouched");
  });

  test("fit one comment, also if there are 300 of them", () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ ...images, environment: `env-${index}` }));
    const text = markdown({
      reviews: [...many.map((each, index) => differing(each, index)), caseNamed(PATH)],
    });
    expect(text.length).toBeLessThanOrEqual(LONGEST_PAGE);
    expect(text).toMatch(/^<!-- review -->\n/);
    expect(text).toContain("301 environments");
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  });

  const images = caseNamed(IMAGES);
  const differing = (review: Review, index: number): Review => ({
    ...review,
    lines: review.lines.map((line) => ({ ...line, text: [...line.text, ` (${index})`] })),
  });
});
