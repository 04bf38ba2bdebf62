import { type OutputChange, type Stacks } from "../change";
import { writtenDefaults } from "./defaults";
import { equalPolicies, equalValues } from "./equal-values";
import { growths } from "./growth";

/** Edits of a hand-over that its owner may make. */
export const legitimateEdits = (environment: string, stacks: Stacks): OutputChange[] =>
  [equalValues, equalPolicies, writtenDefaults, growths]
    .flatMap((generated) => generated(stacks))
    .map((edit) => ({ ...edit, environment, class: edit.group }));
