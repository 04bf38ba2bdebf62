import { type MutableObject } from "../edits";
import { type Mutant } from "../mutants";

/** Values that no environment has, of ranges and accounts for documentation. */
export const OTHER_RANGE = "203.0.113.0/24";
export const OTHER_ACCOUNT = "999988887777";
export const OTHER_PORT = 2222;

/** A resource beside those of a stack. */
export type Added = Omit<Mutant, "layer">;

export const added = (address: string, change: string, resource: MutableObject): Added => ({
  address,
  change,
  apply: () => resource,
});

export const without = (object: MutableObject, keys: readonly string[]): MutableObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
