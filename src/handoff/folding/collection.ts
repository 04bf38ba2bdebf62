import { type SettingPath } from "../../terraform/cause-record";
import { type Json } from "../../terraform/stack-json";

/** An element of a list or map of the environment's file. */
export interface Element {
  /** The name that the file uses: the text of a list, the `name` of an object, or the key of a map. */
  readonly key: string;
  /** Its values by the last step of their path. A text of a list has none. */
  readonly values: ReadonlyMap<string, Json>;
  /** The element whose list has it. @default - it is in a list outside of others */
  readonly parent?: Element;
}

/** A list or map of the environment's file that becomes a variable. */
export interface Collection {
  /** Name of the variable. */
  readonly name: string;
  /** Its place in the file. @default - blocks that are alike, with no list in the file */
  readonly path?: SettingPath;
  readonly elements: readonly Element[];
  /** Keys of an element in the file. @default - its elements have none */
  readonly settings?: readonly string[];
  /** The collection whose elements have such a list each. @default - none */
  readonly parent?: Collection;
  /** The element that the trial adds. @default - none was tried */
  readonly added?: Element;
}

/** The elements that a trial has: those of the file, and the one that it adds. */
export const triedIn = ({ elements, added }: Collection): readonly Element[] =>
  added === undefined ? elements : [...elements, added];
