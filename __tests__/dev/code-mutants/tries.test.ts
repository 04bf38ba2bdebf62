import { codeMutantsOf } from "../../../dev/code-mutants/mutants";
import { type TrialPlace, Tries } from "../../../dev/code-mutants/tries";
import { type TrialResult } from "../../../dev/code-mutants/trial";

const [mutant, other] = codeMutantsOf("src/a.ts", "x = 1;");
if (!mutant || !other) throw new Error("the code has no two changes");

/** A place in which tests fail with a change, or with and without one. It notes each run. */
class FakePlace implements TrialPlace {
  readonly runs: string[] = [];

  constructor(private readonly failing: { readonly changed?: string[]; readonly always?: string[] }) {}

  run: TrialPlace["run"] = (tests, changed) => {
    this.runs.push(`${changed ? "changed" : "unchanged"} ${tests.join(" ")}`);
    const { always = [], changed: withChange = [] } = this.failing;
    const passed = tests.findIndex((test) => always.includes(test) || (changed && withChange.includes(test)));
    const result: TrialResult =
      passed < 0
        ? { is: "passed", passed: tests.length }
        : { is: "failed", test: tests[passed] ?? "", title: "title", passed };
    return Promise.resolve(result);
  };
}

function triesOf(reaching: readonly string[], testsEach = 10) {
  const leftOut: string[] = [];
  const tries = new Tries({ reaching: () => reaching, testsEach, leftOut: (test) => leftOut.push(test) });
  return { tries, leftOut };
}

test("a change is noticed by a test that fails with it and passes without", async () => {
  const place = new FakePlace({ changed: ["b"] });
  const result = await triesOf(["a", "b", "c"]).tries.resultOf(mutant, place);
  expect(result).toEqual({ mutant, noticedBy: "b: title", passed: 1, reaching: ["a", "b", "c"] });
  expect(place.runs).toEqual(["changed a b c", "unchanged b"]);
});

test("a change is unnoticed where every test passes, of which there are at most some", async () => {
  const place = new FakePlace({ changed: ["c"] });
  const result = await triesOf(["a", "b", "c"], 2).tries.resultOf(mutant, place);
  expect(result).toEqual({ mutant, passed: 2, reaching: ["a", "b", "c"] });
});

test("a test that fails without a change notices none, and is left out of later ones", async () => {
  const place = new FakePlace({ always: ["b"], changed: ["c"] });
  const { tries, leftOut } = triesOf(["a", "b", "c"]);
  expect(await tries.resultOf(mutant, place)).toMatchObject({ noticedBy: "c: title", passed: 1 });
  expect(await tries.resultOf(other, place)).toMatchObject({ noticedBy: "c: title", passed: 1 });
  expect(leftOut).toEqual(["b"]);
  expect(place.runs).toEqual(["changed a b c", "unchanged b", "changed c", "unchanged c", "changed a c"]);
});
