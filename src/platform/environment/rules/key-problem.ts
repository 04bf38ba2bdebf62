import { type RuleProblem } from "../loader/load";

/** A problem of a model, at a key below the model. */
export type KeyProblem = Omit<RuleProblem, "path"> & { readonly key: readonly (string | number)[] };
