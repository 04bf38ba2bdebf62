import { type SettingRecord } from "../terraform/environment-record";
import { type SettingPath } from "../terraform/cause-record";
import { type Layer } from "../base/layers";
import { type formulas } from "../terraform/formulas";
import { type StackJson } from "../terraform/stack-json";

/** A value that a rule refuses. */
export interface RefusedTrial {
  readonly path: SettingPath;
  /** Expectation and fix, which can name other keys. */
  readonly text: string;
}

/** The stacks of some settings with the formulas of numbers in them, or the reasons why there are none. */
type Trial =
  | {
      readonly stacks: ReadonlyMap<Layer, StackJson>;
      readonly formulas?: ReturnType<typeof formulas.statedIn>;
      /** @default - no rule was asked */
      readonly refused?: readonly RefusedTrial[];
    }
  | { readonly refused: readonly RefusedTrial[] };

/** Key of the text that a named file has in a trial. */
export const CHECKSUM = "checksum";

/** Synthesizes an environment in memory from recorded settings, without its own files and locks. */
export type TrialSynth = (
  environment: string,
  settings: readonly SettingRecord[],
  asksRules?: boolean,
) => Trial;
