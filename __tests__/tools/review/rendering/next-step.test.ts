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

  test("of a stop with several causes names all of them, since one of them alone takes nothing back", () => {
    const settings = ["a", "b", "c", "d", "e", "f"].map((path) => ({
      path,
      before: 1,
      after: 2,
      at: undefined,
    }));
    const lines = review.lines.map((line) => ({
      ...line,
      harm: "outage" as const,
      cause: { by: "settings", settings } as const,
    }));
    expect(next({ ...stopped(review), lines })).toContain(
      "or take back the changes of a, b, c, d and 2 other values",
    );
  });

  test("of a removed stack is to destroy it, but a stop is first", () => {
    const changes = { ...review.changes, abandoned: [{ layer: "platform", resources: 3 }] } as const;
    const destroy = "before the merge, run terraform destroy from the previous revision for mlapp-platform";
    expect(next({ ...review, changes })).toMatch(new RegExp(`^${destroy}`));
    expect(next({ ...stopped(review), changes })).toMatch(
      new RegExp(`^do not merge .*; otherwise ${destroy}`),
    );
  });

  const stopped = (each: Review): Review => ({ ...each, verdict: "destructive", harm: "outage" });
});
