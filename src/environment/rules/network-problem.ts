import { type ConfigPath } from "../problems";
import { type RuleProblem } from "../rule-problems";

/** A problem of a key below `network`, which is as written, or has `got`. */
export const problem = (
  path: ConfigPath,
  { expected, fix }: Pick<RuleProblem, "expected" | "fix">,
  got?: string,
): RuleProblem => ({ path: ["network", ...path], expected, fix, ...(got === undefined ? {} : { got }) });
