/** A change of an owner in the files of a hand-over. */
export interface Edit {
  /** Path in the folder of the hand-over; that of a module's folder ends with a slash. */
  readonly file: string;
  /** Text that is in the file once; runs of spaces and line breaks are equal. A folder has it in its values, or in its blocks. */
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

/** In place of a text: all of it. */
export const WHOLE_FILE = "whole file";

export const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });

/** A value where a module holds it: in its variables, or in its blocks. */
export const held = (layer: string, from: string, to: string): Edit => edit(`${layer}/`, from, to);

/** A block that the owner deletes, by its first line. */
export const deleted = (file: string, header: string): Edit => edit(file, `block ${header} {`, "");

/** A file that the owner deletes. */
export const deletedFile = (file: string): Edit => edit(file, WHOLE_FILE, "");
