import { type JsonObject } from "../terraform/stack-json";

/** A boolean, or a text that Terraform converts to one; `isTrue` and `isFalse` read it. */
export type Flag = boolean | string;

/** A number, or a text that Terraform converts to one; `number` reads it. */
export type Amount = number | string;

/** Texts, or a reference to a list; `texts` reads them. */
export type Texts = string | readonly string[];

/** A mapping with keys of the user, or a reference to one; `labelsOf` and `asObject` read it. */
export type Mapping = string | JsonObject;

/** Objects of a list. A list that only an apply knows has none. */
export const items = <T extends object>(list: readonly T[] | undefined): readonly T[] =>
  Array.isArray(list) ? (list as readonly (T | null)[]).filter((item) => isObject(item)) : [];

const isObject = <T extends object>(item: T | null): item is T => item !== null && typeof item === "object";
