import { type ReviewLine } from "../../../src/review/stages/line";
import { say } from "../../../src/review/stages/phrase";
import { type ReviewReport } from "../../../src/review/rendering/report";
import { textReport } from "../../../src/review/text";
import { FORMATS, NO_CHANGE, caseNamed, json, markdown } from "./formats";

describe("files that decide about all environments", () => {
  const deciding: readonly ReviewLine[] = [
    { level: "info", text: say`${"locks/a.lock.hcl"} has further checksums` },
    { level: "attention", text: say`${".github/workflows/apply.yml"} changes` },
  ];
  const none = caseNamed(NO_CHANGE);

  test.each(FORMATS)(
    "are a section of their own in %s, before one environment that does not change",
    (_, render) => {
      const text = render({ reviews: [none], deciding });
      expect(text).toContain("1 environment · needs attention");
      expect(text).toContain("needs attention: the repository");
      expect(text.indexOf("apply.yml changes")).toBeGreaterThan(
        text.indexOf("2 changes of files that decide"),
      );
      expect(text.indexOf("a.lock.hcl has")).toBeGreaterThan(text.indexOf("apply.yml changes"));
    },
  );

  test("have a long line in whole in the fold", () => {
    const names = Array.from({ length: 200 }, (_, index) => `package-${index}`).join(", ");
    const long: ReviewLine = { level: "attention", text: say`changed: ${[names]}, and the end` };
    const text = textReport({ reviews: [none], deciding: [long] });
    expect(text.split("and the end")).toHaveLength(2);
  });

  test("that do not fit are printed by the command without an environment", () => {
    const many = Array.from({ length: 1000 }, (_, index): ReviewLine => ({
      level: "attention",
      text: [`${index}: ${"x".repeat(200)}`],
    }));
    expect(markdown({ reviews: [none], deciding: many })).toMatch(/more lines do not fit: `review of all`/);
  });

  test.each([...FORMATS, ["JSON", (report: ReviewReport) => JSON.stringify(json(report))] as const])(
    "show no secret in %s",
    (_, render) => {
      const secret = `ghp_${"a1B2".repeat(9)}`;
      const address = `git+https://${secret}@github.com/example/package.git`;
      const line: ReviewLine = { level: "attention", text: say`package.json: example → ${address}` };
      const text = render({ reviews: [none], deciding: [line] });
      expect(text).toContain("(sensitive value)");
      expect(text).not.toContain(secret);
    },
  );

  test("have their lines in JSON", () => {
    expect(json({ reviews: [none], deciding })).toMatchObject({
      summary: { verdict: "needs attention" },
      deciding: [{ level: "info" }, { level: "attention", text: ".github/workflows/apply.yml changes" }],
    });
  });
});
