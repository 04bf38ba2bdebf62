import { type $ZodType } from "zod/v4/core";
import { type Expectation } from "./expectation";

/** Keys of a mapping that users write for something that it does not have on purpose. */
export interface RefusedKeys extends Expectation {
  readonly keys: readonly string[];
}

const refused = new WeakMap<$ZodType, RefusedKeys>();

/** A schema that refuses keys with a reason of their own, instead of a similar key. */
export function refusing<Schema extends $ZodType>(schema: Schema, keys: RefusedKeys): Schema {
  refused.set(schema, keys);
  return schema;
}

/** The expected form and the fix for a key that a schema refuses; undefined if the key is only unknown. */
export function refusalOf(schema: $ZodType, key: string): Expectation | undefined {
  const found = refused.get(schema);
  return found?.keys.includes(key) ? { expected: found.expected, fix: found.fix } : undefined;
}
