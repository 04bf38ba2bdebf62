import { CODE_BOUNDS, type CodeMutantsProps, runCodeMutants } from "../../../dev/code-mutants/command";
import { codeMutantsOf } from "../../../dev/code-mutants/mutants";
import { type TrialPlace } from "../../../dev/code-mutants/tries";
import { type Run, runOfAsync } from "../../support/command-runs";

const CODE = "if (a) b;\nx = 1;\nx = c < d;";

/** A place in which the test notices changes whose new code has a text. */
const noticing = (text: string): TrialPlace => ({
  run: (tests, mutant) =>
    Promise.resolve(
      tests.length > 0 && mutant?.after.includes(text)
        ? { is: "failed", test: tests[0] ?? "", title: "title", passed: 0 }
        : { is: "passed", passed: tests.length },
    ),
});

const runWith = (text: string, args: readonly string[], over: Partial<CodeMutantsProps> = {}): Promise<Run> =>
  runOfAsync((output) =>
    runCodeMutants(
      args,
      {
        mutants: (folder) => codeMutantsOf(`${folder}/a.ts`, CODE),
        reaching: () => ["__tests__/a.test.ts"],
        places: () => [noticing(text)],
        seed: 7,
        ...over,
      },
      output,
    ),
  );

test("passes where tests notice enough changes, with a line for each kind", async () => {
  expect(await runWith("", ["--folder", "src"])).toEqual({
    status: 0,
    stdout: [
      "kind condition negated: 1 of 1 change noticed (100.0 %), 0 unnoticed",
      "kind comparison: 1 of 1 change noticed (100.0 %), 0 unnoticed",
      "kind number: 2 of 2 changes noticed (100.0 %), 0 unnoticed",
      "code: 4 of 4 changes noticed (100.0 %), 0 unnoticed; --seed 7 tries the same changes",
      "",
    ].join("\n"),
    stderr: "",
  });
});

test("fails below the bound, and lists each unnoticed change with the lines and the tests", async () => {
  const { status, stdout } = await runWith("!(a)", ["--folder", "src", "--only", "a.ts:2"]);
  expect(CODE_BOUNDS.noticed).toBeGreaterThan(0);
  expect(status).toBe(1);
  expect(stdout.split("\n").slice(0, 4)).toEqual([
    "unnoticed src/a.ts:2 number",
    "  - x = 1;",
    "  + x = 2;",
    "  1 of 1 test file that reach it passed, the nearest is __tests__/a.test.ts",
  ]);
});

test("a change that no test reaches is unnoticed", async () => {
  const over = { reaching: () => [] };
  const { stdout } = await runWith("<=", ["--folder", "src", "--only", "comparison"], over);
  expect(stdout).toContain("\n  + x = c <= d;\n  no test reaches it\n");
});

test("fails when a test fails without a change, and names it, although another one notices each change", async () => {
  const [failing, watching] = ["__tests__/a.test.ts", "__tests__/b.test.ts"];
  const place: TrialPlace = {
    run: (tests, mutant) => {
      const test = tests.find((each) => each === failing || (mutant && each === watching));
      return Promise.resolve(
        test === undefined
          ? { is: "passed", passed: tests.length }
          : { is: "failed", test, title: "title", passed: 0 },
      );
    },
  };
  const over = { reaching: () => [failing, watching], places: () => [place] };
  const { status, stdout, stderr } = await runWith("", ["--count", "1"], over);
  expect(stdout).toContain("code: 1 of 1 change noticed");
  expect([status, stderr]).toEqual([1, `left out, since it fails without a change: ${failing}\n`]);
});

test("both folders are changed where none is named", async () => {
  const { stdout } = await runWith("", []);
  expect(stdout).toContain("code: 8 of 8 changes noticed");
});

test("--count and --seed decide the changes", async () => {
  const { stdout } = await runWith("", ["--count", "3", "--seed", "5"]);
  expect(stdout).toContain("code: 3 of 3 changes noticed (100.0 %), 0 unnoticed; --seed 5 tries");
});

test.each([
  ["--only", "zzz", "error: no change has this text or folder"],
  ["--count", "many", "Expected a whole number, such as 40."],
])("fails when %s is %s", async (option, value, message) => {
  const { status, stderr } = await runWith("", [option, value]);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});
