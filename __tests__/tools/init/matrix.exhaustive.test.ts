import { isBlocking } from "../../../src/proof/checks/run";
import { coveringSample } from "../../support/covering-sample";
import { COMBINATIONS, type Combination, QUESTIONS, flagsOf, warningsOf } from "./combinations";
import { initialized } from "./initialized";

/**
 * In the sample, each pair of network and entry meets once, with other answers to the further questions each time. All other
 * combinations are of the kind of the first one.
 */
function kindOf({ answers }: Combination): string {
  const at = (question: string): number =>
    (QUESTIONS[question] ?? []).findIndex((answer) => answer === answers[question]);
  const [network, entry] = [at("network"), at("entry")];
  const isChosen =
    at("model") === (network + entry) % 3 &&
    at("parts") === (network + entry) % 2 &&
    at("operators") === (network + 2 * entry) % 3;
  return isChosen ? `${network} ${entry}` : "0 0";
}

const CASES = coveringSample(COMBINATIONS, kindOf);

test("the sample has each answer", () => {
  const names = (question: string) => new Set(CASES.map(({ answers }) => answers[question]?.name));
  for (const [question, answers] of Object.entries(QUESTIONS))
    expect(names(question).size).toBe(answers.length);
});

test.each(CASES.map((each) => [each.name, each] as const))(
  "%s: it synthesizes without errors, and with the warnings only that an answer asks for",
  async (_, combination) => {
    const { results } = await initialized(flagsOf(combination));
    expect(results.filter(isBlocking)).toEqual([]);
    const warnings = results.filter(({ waiver }) => waiver === undefined).map(({ check }) => check.id);
    expect([...new Set(warnings)].sort()).toEqual(warningsOf(combination));
  },
);
