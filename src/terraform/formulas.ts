import { evaluate } from "./language/evaluate";
import { type NameScope } from "./language/scope";
import { parseExpression } from "./language/syntax/parser";
import { numberOf } from "./language/values/convert";

/** A number of the output that synth computed from numbers of the file. */
interface Formula {
  /** A Terraform expression with the name of each number in braces: `ceil({seconds} / 10)`. */
  readonly text: string;
  readonly of: Readonly<Record<string, number>>;
  readonly result: number;
}

let stated: Formula[] | undefined;

/** An expression without names. */
const NO_NAMES: NameScope = { name: () => undefined, named: () => undefined, block: () => undefined };

/** Formulas of numbers, which a hand-over writes where the numbers of the file become variables. */
export const formulas = {
  /**
   * The number that a formula gives. It is computed from its text, so that both cannot differ.
   *
   * @param text a Terraform expression with the name of each number in braces
   */
  number(text: string, of: Readonly<Record<string, number>>): number {
    const written = text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(of[name]));
    const result = numberOf(evaluate(parseExpression(written), NO_NAMES));
    stated?.push({ text, of, result });
    return result;
  },

  /** The formulas that a job states, in their order. */
  statedIn(job: () => void): readonly Formula[] {
    const outer = stated;
    const own: Formula[] = [];
    stated = own;
    try {
      job();
    } finally {
      stated = outer;
    }
    return own;
  },
};
