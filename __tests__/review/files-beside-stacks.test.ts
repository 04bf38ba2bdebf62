import { NO_RECORD } from "../../src/terraform/environment-record";
import { plain } from "../../src/review/stages/phrase";
import { type ReviewSide } from "../../src/review/stages/compare";
import { reviewEnvironment } from "../../src/review/stages/review";
import { TODAY } from "../support/findings";
import { edited, reviewOf } from "./pairs";
import { OPTION_B } from "./topic-lines";

describe("the stacks that a stack is applied after", () => {
  const pair = edited(OPTION_B, () => undefined);
  const ordered = (models: readonly string[]) =>
    pair.before.map((stack) => (stack.layer === "models" ? { ...stack, after: models } : stack));
  const fileLines = (before: readonly string[], after: readonly string[]) =>
    reviewOf({ ...pair, before: ordered(before), after: ordered(after) }).files.map(({ text }) =>
      plain(text),
    );

  test.each([
    [["a", "b"], ["a"], "applied after: a, b → a"],
    [[], ["a"], "applied after: no stack → a"],
  ])("a change from %j to %j is reported", (before, after, line) => {
    expect(fileLines(before, after)).toEqual([line]);
  });

  test("another order of the same stacks is no change", () => {
    expect(fileLines(["a", "b"], ["b", "a"])).toEqual([]);
  });
});

describe("a changed provider lock", () => {
  const unchanged = edited(OPTION_B, () => undefined);
  const sideWith = (stacks: typeof unchanged.before, path: string, text: string): ReviewSide => ({
    stacks,
    record: NO_RECORD,
    files: new Map([[path, text]]),
  });
  const reviewOfFile = (path: string, before = "before", after = "after") =>
    reviewEnvironment({
      environment: OPTION_B,
      before: sideWith(unchanged.before, path, before),
      after: sideWith(unchanged.after, path, after),
      others: [[], []],
      plans: [],
      today: TODAY,
    });

  test("needs attention, since it can select other versions", () => {
    const lock = (version: string) =>
      `provider "registry.terraform.io/hashicorp/aws" {\n  version = "${version}"\n  hashes  = ["h1:${version}"]\n}\n`;
    const path = `${OPTION_B}-network/.terraform.lock.hcl`;
    const { verdict, files } = reviewOfFile(path, lock("6.1.0"), lock("6.2.0"));
    expect(verdict).toBe("needs attention");
    expect(files.map(({ text }) => plain(text))).toEqual([
      `${path}: hashicorp/aws 6.1.0 → 6.2.0: another program makes the plan and the apply`,
    ]);
  });

  test("is unlike other files, which are safe", () => {
    expect(reviewOfFile(`${OPTION_B}-network/notes.txt`).verdict).toBe("safe");
  });
});
