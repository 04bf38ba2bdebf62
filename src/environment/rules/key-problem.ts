import { type RuleProblem } from "../rule-problems";

/** A problem of an item of a list, such as a model, at a key below the item. */
export type KeyProblem = Omit<RuleProblem, "path"> & { readonly key: readonly (string | number)[] };

/** A problem where a condition holds. */
export const when = <P>(isWrong: boolean, problem: P): P[] => (isWrong ? [problem] : []);
