import { type LoadedEnvironment } from "../loaded-environment";
import { type Problem } from "../problems";
import { type RuleProblem } from "../rule-problems";

/** Environments with what own code adds. */
export interface Completed<T> {
  /** Those without problems of own code. */
  readonly environments: readonly LoadedEnvironment<T>[];
  /** Violated rules of own code, in the files of the environments. */
  readonly rules: readonly (RuleProblem & { readonly environment: string })[];
  /** Other problems, in own code. */
  readonly problems: readonly { readonly environment: string; readonly problem: Problem }[];
}
