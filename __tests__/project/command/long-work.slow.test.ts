import { CHECKS } from "../../../src/checks/all";
import { type Check } from "../../../src/checks/check";
import { runChecks } from "../../../src/checks/run";
import { stepOf } from "../../../src/base/command-line";
import { runMutate } from "../../../dev/mutate/command";
import { runReview } from "../../../src/review/command";
import { TOPICS } from "../../../src/review/topics/all";
import { type Topic } from "../../../src/review/topics/topic";
import { DeployedStates } from "../../../src/project/apply-order/deployed-states";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { TODAY } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { SlowWork } from "../../support/slow-work";
import { outputStacks, reviewOf } from "../../review/pairs";
import { reviewFolders } from "../../review/review-folders";
import { resynthesize } from "../../../src/synth/resynthesize";
import { trialSynth } from "../../../src/synth/trial-synth";

afterEach(() => jest.restoreAllMocks());

const [CHECK, LAST_CHECK] = [CHECKS[0], CHECKS.at(-1)] as [Check, Check];

/** Makes one method take five seconds, whenever it is called. */
function slow<Name extends string>(
  work: SlowWork,
  holder: Record<Name, (...args: never[]) => unknown>,
  name: Name,
): void {
  const done = holder[name];
  const method = jest.spyOn(holder as Record<string, (...args: unknown[]) => unknown>, name);
  method.mockImplementation(function (this: unknown, ...args) {
    work.takes(5_000);
    return done.apply(this, args as never[]);
  });
}

test("a check that takes five seconds, after a step that began early, is shown", () => {
  const work = new SlowWork();
  const check: Check = { ...CHECK, run: () => (work.takes(5_000), []) };
  work.takes(500);
  runChecks({
    plans: [environmentPlan(planOf("mlapp"))],
    checks: [check],
    waiversOf: () => [],
    today: TODAY,
    ...stepOf(work.output),
  });
  expect(work.shown).toBe("checking mlapp (5s)\n");
});

test("a check that takes five seconds is shown by mutate before its first change", async () => {
  const work = new SlowWork();
  const { before } = await reviewFolders();
  slow(work, CHECK as never, "run");
  const output = {
    ...work.output,
    step: (what: string) => {
      // All changes take minutes.
      if (what.includes(" of ")) throw new Error("the first change begins");
      work.output.step?.(what);
    },
  };
  const args = ["--in", before, "--environments", "mlapp"];
  expect(() => runMutate(args, { variables: {}, today: TODAY }, output)).toThrow("the first change begins");
  expect(work.shown).toBe("npm run mutate (5s)\n");
});

describe("a review of one environment shows that it works", () => {
  const review = async (work: SlowWork): Promise<void> => {
    const { before, after } = await reviewFolders();
    const args = ["--before", before, "--in", after, "--environments", "mlapp"];
    work.takes(500);
    runReview(args, { resynthesize, trialSynth, root: ".", today: TODAY, variables: {} }, work.output);
  };

  test.each([0, -1])("with a slow topic, the first or the last one", async (place) => {
    const work = new SlowWork();
    slow(work, TOPICS.at(place) as never, "lines");
    await review(work);
    expect(work.shown).toBe("reviewing mlapp (5s)\n");
  });

  test("with a slow check", async () => {
    const work = new SlowWork();
    slow(work, LAST_CHECK as never, "run");
    await review(work);
    expect(work.shown).toMatch(/^reviewing mlapp \(5s\)\n/);
  });
});

describe("the search for an order of the applies shows that it works", () => {
  const environment = "retail-forecast";
  const [before, after] = [{}, { entry: { scheme: "internal" } }].map((change) =>
    outputStacks(planWith(environment, change)),
  );

  const shownBySearch = (work: SlowWork): string => {
    let shown = "";
    // The steps of the search are shown before the first topic.
    const [first] = TOPICS as [Topic];
    jest.spyOn(first, "lines").mockImplementation(() => {
      shown = work.shown;
      return [];
    });
    work.output.step?.(`reviewing ${environment}`);
    reviewOf({ environment, before: before ?? [], after: after ?? [] }, stepOf(work.output));
    return shown;
  };

  test("at each moment between two applies", () => {
    const work = new SlowWork();
    slow(work, DeployedStates.prototype as never, "suspectedGaps");
    expect(shownBySearch(work)).toMatch(/^reviewing retail-forecast \(5s\)\n/);
  });

  test("at each check of a moment", () => {
    const work = new SlowWork();
    const error = CHECKS.find(({ severity }) => severity === "error");
    slow(work, error as never, "run");
    expect(shownBySearch(work)).toMatch(/^reviewing retail-forecast \(5s\)\n/);
  });
});
