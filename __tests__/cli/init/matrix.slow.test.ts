import { isBlocking } from "../../../src/checks/run";
import { isComplete } from "../../support/covering-sample";
import { COMBINATIONS, type Combination, QUESTIONS, WARNINGS, flagsOf, warningsOf } from "./combinations";
import { initialized } from "./initialized";

/** Groups of `size` answers that a combination has, to different questions. */
function groupsIn({ answers }: Combination, size: number): string[] {
  const named = Object.entries(answers).map(([question, { name }]) => `${question}=${name}`);
  return Array.from({ length: size })
    .reduce<readonly string[][]>(
      (groups) =>
        groups.flatMap((group) =>
          named.slice(named.indexOf(group.at(-1) ?? "") + 1).map((each) => [...group, each]),
        ),
      [[]],
    )
    .map((group) => group.join(" "));
}

/** Checks that some answers ask for, and others do not. */
const ASKED = [...new Set(WARNINGS.flatMap(([check, answers]) => (answers.length > 0 ? [check] : [])))];

/** Whether a combination has each warning. */
const outcomesOf = (combination: Combination): string[] =>
  ASKED.map((check) => `${check}: ${warningsOf(combination).includes(check)}`);

/**
 * Combinations in which any three answers to different questions meet, and each warning is there and is not: always the one with the
 * most groups that no other has.
 */
function covering(): Combination[] {
  const groups = COMBINATIONS.map((each) => [...groupsIn(each, 3), ...outcomesOf(each)]);
  const open = new Set(groups.flat());
  const chosen = new Set<number>();
  while (open.size > 0) {
    const gains = groups.map((each) => each.filter((group) => open.has(group)).length);
    const best = gains.indexOf(Math.max(...gains));
    chosen.add(best);
    for (const group of groups[best] ?? []) open.delete(group);
  }
  return COMBINATIONS.filter((_, index) => chosen.has(index));
}

/** A warning is expected with at most three answers together. */
const CASES = isComplete ? COMBINATIONS : covering();

test("any three answers to different questions meet", () => {
  const met = new Set(CASES.flatMap((each) => groupsIn(each, 3)));
  expect(met).toEqual(new Set(COMBINATIONS.flatMap((each) => groupsIn(each, 3))));
  expect(met.size).toBeGreaterThan(Object.values(QUESTIONS).flat().length);
});

test("a warning is asked for by at most three answers, and has cases with and without it", () => {
  expect(WARNINGS.filter(([, answers]) => answers.length > 3)).toEqual([]);
  const outcomes = ASKED.flatMap((check) => [`${check}: false`, `${check}: true`]);
  expect(new Set(CASES.flatMap(outcomesOf))).toEqual(new Set(outcomes));
});

test.each(CASES.map((each) => [each.name, each] as const))(
  "%s: it synthesizes without errors, and with the warnings only that an answer asks for",
  async (_, combination) => {
    const { results } = await initialized(flagsOf(combination));
    expect(results.filter(isBlocking)).toEqual([]);
    const warnings = results
      .filter(({ waiver, isNotice }) => waiver === undefined && isNotice !== true)
      .map(({ check }) => check.id);
    expect([...new Set(warnings)].sort()).toEqual(warningsOf(combination));
  },
);
