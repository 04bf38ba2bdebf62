import { type FoundValues } from "../../../src/handoff/values/found-values";
import { trialSynth } from "../../../src/synth/trial-synth";
import { formulas } from "../../../src/terraform/formulas";
import { foundIn, foundNow, rememberChange } from "../../support/found-values";
import { Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { synthesizedTexts } from "../../support/synthesized-texts";

const CONSTANT = /(?<![\w.{])([3-9]|\d{2,})(?![\w.}])/g;

const variablesOf = ({ layers }: FoundValues): string[] =>
  [...layers].flatMap(([layer, { bindings }]) => bindings.map(({ variable }) => `${layer}.${variable.name}`));

test("with other constants in the formulas of synth, a module has the same variables", () => {
  const own = variablesOf(foundIn(planOf("ml-platform")));
  const { number } = formulas;
  const altered = new Set<string>();
  formulas.number = (text, of) => {
    const other = text.replaceAll(CONSTANT, (constant) => {
      altered.add(`${constant} in ${text}`);
      return String(Number(constant) + 1);
    });
    return number(other, of);
  };
  try {
    const plan = new Plan("ml-platform", synthesizedTexts("ml-platform"));
    rememberChange(plan, {});
    expect(variablesOf(foundNow(plan, trialSynth))).toEqual(own);
  } finally {
    formulas.number = number;
  }
  expect(altered.size).toBeGreaterThanOrEqual(10);
});
