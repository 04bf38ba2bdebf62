import type { $ZodType, $ZodTypes } from "zod/v4/core";
import type { YamlMapping } from "./yaml-node";

/** Kinds of schemas that wrap another one, without another form of the value. */
export const WRAPPERS = ["optional", "default", "prefault"] as const;

/** Kinds of schemas of a form; `never` refuses every value. The schema of environments has no other kinds. */
export const FORMS = [
  ...(["array", "boolean", "enum", "literal"] as const),
  ...(["never", "number", "object", "record", "string"] as const),
] as const;

type Kind<Types extends string> = Extract<$ZodTypes, { _zod: { def: { type: Types } } }>;

/**
 * A zod schema of one form of a value: without wrappers that do not change the form (optional, default, …), and with
 * unions split into their options. A path that accepts several forms has a list of them.
 */
export type ValueSchema = Kind<(typeof FORMS)[number]>;
export type ValueSchemas = readonly ValueSchema[];

const known = new WeakMap<$ZodType, ValueSchemas>();

export function valueSchemasOf(schema: $ZodType): ValueSchemas {
  let forms = known.get(schema);
  if (forms === undefined) {
    forms = unwrapped(schema as $ZodTypes);
    known.set(schema, forms);
  }
  return forms;
}

function unwrapped(schema: $ZodTypes): ValueSchemas {
  const inner = innerOf(schema);
  if (inner) return valueSchemasOf(inner);
  const { def } = schema._zod;
  if (def.type === "union") return def.options.flatMap(valueSchemasOf);
  return isForm(schema) ? [schema] : NONE;
}

const isForm = (schema: $ZodTypes): schema is ValueSchema =>
  FORMS.some((kind) => kind === schema._zod.def.type);

/** The schema inside a wrapper; undefined for a schema that is not a wrapper. */
export function innerOf(schema: $ZodType): $ZodType | undefined {
  const { def } = (schema as Kind<(typeof WRAPPERS)[number]>)._zod;
  return WRAPPERS.includes(def.type) ? def.innerType : undefined;
}

/** Forms that the schema accepts for a child of a value; empty if the schema does not define the child. */
export function childSchemas(forms: ValueSchemas, step: string | number): ValueSchemas {
  const children = forms.map((form) => childOf(form, step));
  const [only] = children;
  return children.length === 1 && only ? only : children.flat();
}

function childOf(form: ValueSchema, step: string | number): ValueSchemas {
  const { def } = form._zod;
  switch (def.type) {
    case "object": {
      const child = Object.hasOwn(def.shape, step) ? def.shape[step] : def.catchall;
      return child ? valueSchemasOf(child) : NONE;
    }
    case "record":
      return valueSchemasOf(def.valueType);
    case "array":
      return valueSchemasOf(def.element);
    default:
      return NONE;
  }
}

const NONE: ValueSchemas = [];

/**
 * Variants that a mapping can match: those whose fixed values (such as `type: create`) do not contradict it. All
 * variants, if each of them contradicts it.
 */
export function variantsFor(forms: ValueSchemas, mapping: YamlMapping): ValueSchemas {
  if (forms.length < 2) return forms;
  const fitting = forms.filter((form) => {
    const { def } = form._zod;
    if (def.type !== "object") return def.type === "record";
    return Object.entries(fixedValues(form)).every(([key, values]) => {
      const written = mapping.entries.get(key)?.value;
      return written?.kind !== "scalar" || values.includes(written.value);
    });
  });
  return fitting.length > 0 ? fitting : forms;
}

/** Keys of a mapping that accept only literal values. They distinguish variants. */
export function fixedValues(form: ValueSchema): Record<string, readonly unknown[]> {
  const { def } = form._zod;
  const fixed: Record<string, readonly unknown[]> = {};
  if (def.type !== "object") return fixed;
  for (const [key, child] of Object.entries(def.shape)) {
    const [only, ...others] = valueSchemasOf(child);
    if (only?._zod.def.type === "literal" && others.length === 0) fixed[key] = only._zod.def.values;
  }
  return fixed;
}

/** Keys that the schema defines for a mapping. The keys of a record are included only if they are an enumeration. */
export function namedKeys(forms: ValueSchemas): string[] {
  return [...new Set(forms.flatMap(keysOf))];
}

function keysOf(form: ValueSchema): string[] {
  const { def } = form._zod;
  if (def.type === "object") return Object.keys(def.shape);
  if (def.type !== "record") return [];
  return valueSchemasOf(def.keyType).flatMap((key) =>
    key._zod.def.type === "enum" ? Object.values(key._zod.def.entries).map(String) : [],
  );
}

export function acceptsText(forms: ValueSchemas): boolean {
  return forms.some(({ _zod: { def } }) => {
    if (def.type === "literal") return def.values.some((value) => typeof value === "string");
    return def.type === "string" || def.type === "enum";
  });
}

/** True if text other than the listed choices is accepted. */
export function acceptsAnyText(forms: ValueSchemas): boolean {
  return forms.some(({ _zod: { def } }) => def.type === "string");
}

export function acceptsNumber(forms: ValueSchemas): boolean {
  return forms.some(({ _zod: { def } }) => {
    if (def.type === "literal") return def.values.some((value) => typeof value === "number");
    return def.type === "number";
  });
}
