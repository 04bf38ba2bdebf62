import { groupBy } from "../../base/group-by";
import { type formulas } from "../../terraform/formulas";

type Stated = ReturnType<typeof formulas.statedIn>;

/** A formula that synth stated in the stack and in each trial. */
interface AlignedFormula {
  /** Its text, with the name of each number in braces. */
  readonly text: string;
  /** The numbers that it has for each name, in the stack and then in each trial. */
  readonly of: readonly (readonly [name: string, numbers: readonly number[]])[];
  /** Its results in the stack, then in each trial. */
  readonly numbers: readonly number[];
}

/**
 * The formulas that a synth and all trials state, in its order: a result can be a number of a later one. Those with the same text are
 * the same ones by their order, as for each model or node group. Results that no trial changes are left out, and so are repeated ones.
 */
export function alignedFormulas([own = [], ...trials]: readonly Stated[]): AlignedFormula[] {
  const others = trials.map((each) => groupBy(each, ({ text }) => text));
  const found = new Map<string, AlignedFormula>();
  const counts = new Map<string, number>();
  for (const formula of own) {
    const { text } = formula;
    const index = counts.get(text) ?? 0;
    counts.set(text, index + 1);
    const all = [formula, ...others.flatMap((each) => each.get(text)?.[index] ?? [])];
    const numbers = all.map(({ result }) => result);
    if (all.length <= trials.length || new Set(numbers).size === 1) continue;
    const of = Object.keys(formula.of).map((name): [string, number[]] => [
      name,
      all.map((each) => each.of[name] ?? 0),
    ]);
    const key = JSON.stringify([text, of]);
    if (!found.has(key)) found.set(key, { text, of, numbers });
  }
  return [...found.values()];
}
