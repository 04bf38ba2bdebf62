import { type Review } from "../../../../src/tools/review/review";
import { IMAGES, PATH, caseNamed, json } from "./formats";

describe("the next step", () => {
  const next = (review: Review): string => json({ reviews: [review] }).environments[0]?.next ?? "";
  const review = caseNamed(IMAGES);

  test("of a safe change is to merge and to apply", () => {
    expect(next({ ...review, verdict: "safe" })).toMatch(/^merge; then apply models$/);
  });

  test("of a change that needs attention is to ask", () => {
    const lines = review.lines.map((line) => ({ ...line, level: "attention" as const }));
    expect(next({ ...review, lines, verdict: "needs attention" })).toMatch(
      /^ask whether the (marked line is|\d+ marked lines are) intended; then merge and apply models$/,
    );
  });

  test("of a stop names the cause to take back", () => {
    const text = next(caseNamed(PATH).verdict === "destructive" ? caseNamed(PATH) : stopped(caseNamed(PATH)));
    expect(text).toMatch(/^do not merge/);
    expect(text).toContain("models");
  });

  const stopped = (each: Review): Review => ({ ...each, verdict: "destructive", harm: "outage" });
});
