import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CopiedRepository } from "../../../dev/code-mutants/copied-repository";
import { codeMutantsOf } from "../../../dev/code-mutants/mutants";
import { type TrialResult, trialOf } from "../../../dev/code-mutants/trial";
import { ROOT } from "../../support/documents";

const FILE = "src/infrastructure/network-traffic.ts";
const NAME = `test-${process.pid}`;
const text = readFileSync(join(ROOT, FILE), "utf8");
const mutant = codeMutantsOf(FILE, text).find(({ before }) => before.startsWith("if (!cidr.includes("));

let copy: CopiedRepository;
beforeAll(() => (copy = new CopiedRepository(ROOT, NAME)));
afterAll(() => copy.remove());

const run = (test: string): Promise<TrialResult> =>
  trialOf({ start: (tests) => copy.startTests(tests, process.env), tests: [test], fileSeconds: 300 });
const runChanged = (test: string): Promise<TrialResult> =>
  copy.withText(FILE, mutant?.altered() ?? "", () => run(test));

test("a test of the changed code fails, and passes without the change", async () => {
  const test = "__tests__/infrastructure/addresses.test.ts";
  expect(await runChanged(test)).toMatchObject({ is: "failed", test });
  expect(await run(test)).toEqual({ is: "passed", passed: 1 });
});

test("a test of other code notices nothing", async () => {
  expect(await runChanged("__tests__/infrastructure/stated.test.ts")).toEqual({ is: "passed", passed: 1 });
});

test("the repository keeps its text", () => {
  expect(readFileSync(join(ROOT, FILE), "utf8")).toBe(text);
  expect(existsSync(join(ROOT, ".cache/code-mutants", NAME))).toBe(true);
});
