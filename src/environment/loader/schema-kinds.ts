import { type $ZodTypes } from "zod/v4/core";

/** Kinds of schemas that wrap another one, without another form of the value. */
export const WRAPPERS = ["optional", "default", "prefault"] as const;

/** Kinds of schemas of a form; `never` refuses every value. The schema of environments has no other kinds. */
export const FORMS = [
  ...(["array", "boolean", "enum", "literal"] as const),
  ...(["never", "number", "object", "record", "string"] as const),
] as const;

export type SchemaOf<Types extends string> = Extract<$ZodTypes, { _zod: { def: { type: Types } } }>;

/**
 * A zod schema of one form of a value: without wrappers that do not change the form (optional, default, …), and with
 * unions split into their options. A path that accepts several forms has a list of them.
 */
export type ValueSchema = SchemaOf<(typeof FORMS)[number]>;

export type ValueSchemas = readonly ValueSchema[];
