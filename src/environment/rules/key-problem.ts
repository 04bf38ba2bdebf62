import { type RuleProblem } from "../load-request";

/** A problem of an item of a list, such as a model, at a key below the item. */
export type KeyProblem = Omit<RuleProblem, "path"> & { readonly key: readonly (string | number)[] };
