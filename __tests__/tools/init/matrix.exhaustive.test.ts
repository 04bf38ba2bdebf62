import { isBlocking } from "../../../src/proof/checks/run";
import { coveringSample } from "../../support/covering-sample";
import { COMBINATIONS, type Combination, flagsOf, warningsOf } from "./combinations";
import { initialized } from "./initialized";

/** In the sample, each network and entry meets once, with other answers of the further questions each time. */
const kindOf = ({ answers }: Combination): string => {
  const names = Object.values(answers).map(({ name }) => name);
  const [network, entry] = names;
  return `${network} ${entry}`;
};

const SAMPLE = coveringSample(COMBINATIONS, kindOf);

test.each(SAMPLE.map((each) => [each.name, each] as const))(
  "%s: it synthesizes without errors, and with the warnings only that an answer asks for",
  async (_, combination) => {
    const { results } = await initialized(flagsOf(combination));
    expect(results.filter(isBlocking)).toEqual([]);
    const warnings = results.filter(({ waiver }) => waiver === undefined).map(({ check }) => check.id);
    expect([...new Set(warnings)].sort()).toEqual(warningsOf(combination));
  },
);
