/** A change of an owner in the files of a hand-over. */
export interface Edit {
  /** Path in the folder of the hand-over. */
  readonly file: string;
  /** Text that is in the file once; runs of spaces and line breaks are equal. */
  readonly from: string;
  readonly to: string;
}

/** A change of the first years. */
export interface DayTwoChange {
  readonly name: string;
  readonly environment: string;
  /** Change of the environment's file with the same effect. @default - the file has no key for it */
  readonly yaml?: object;
  readonly edits: readonly Edit[];
  /** The plan that one expects: addresses as synth writes them, and paths of arguments. */
  readonly plan: readonly string[];
}

export const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });
