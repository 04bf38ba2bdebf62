import { type ReviewLine } from "../../../src/review/stages/line";
import { plain } from "../../../src/review/stages/phrase";
import { pageOf } from "../../../src/review/rendering/page-of";
import { type Review } from "../../../src/review/stages/review";
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

  describe("of several stops", () => {
    const settingOf = (path: string) => ({ path, before: 1, after: 2, at: undefined });
    const stopping = (...causes: readonly ReviewLine["cause"][]): Review => {
      const lines = causes.map((cause, index): ReviewLine => ({
        level: "attention",
        harm: "outage",
        text: [`line ${index}`],
        ...(cause ? { cause } : {}),
      }));
      return { ...stopped(review), lines };
    };
    const of = (path: string) => ({ by: "settings", settings: [settingOf(path)] }) as const;

    test("names the causes of all of them", () => {
      expect(next(stopping(of("a"), of("b")))).toContain("or take back the changes of a, b;");
      expect(next(stopping(of("a"), of("a")))).toContain("or set a back: 1;");
    });

    test("takes back the whole part that a single value adds", () => {
      const added = { path: "a.b", before: undefined, after: 2, at: undefined };
      const by = (settings: readonly object[]) => ({ by: "settings", settings }) as ReviewLine["cause"];
      expect(next(stopping(by([{ ...added, of: "a" }])))).toContain("or take back that a is added;");
      expect(next(stopping(by([added])))).toContain("or take back that a.b is added;");
      expect(next(stopping(by([{ ...added, of: "a" }]), of("c")))).toContain("the changes of a, c;");
    });

    test("names what is known of a cause that is open", () => {
      const open = { by: "settings", settings: [settingOf("a"), settingOf("b")], isOpen: true } as const;
      expect(next(stopping(of("a"), open))).toContain("or set a back: 1;");
      expect(next(stopping(of("c"), open))).toContain("or take back the changes of c, a, b;");
    });

    test("names no setting if one of them has another cause, which stays", () => {
      for (const other of [{ by: "program" }, undefined] as const)
        expect(next(stopping(of("a"), other))).toMatch(/^do not merge .* agree on a time;/);
    });
  });

  test("of environments that change alike counts the others", () => {
    const changes = { ...review.changes, abandoned: [{ layer: "platform", resources: 3 }] } as const;
    const alike = ["b", "c"].map((environment) => ({ ...review, environment, changes }));
    expect(plain(pageOf({ ...review, changes }, alike).next ?? [])).toContain(
      "for mlapp-platform (and alike for 2 other environments), or",
    );
    const isNew = { ...review, isNew: true };
    expect(plain(pageOf(isNew, [{ ...isNew, environment: "b" }]).next ?? [])).toMatch(
      /deploy --environments mlapp \(and alike for 1 other environment\)$/,
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
