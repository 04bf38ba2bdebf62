import { valueSchemasOf } from "../value-schemas";
import { type ValueSchema, type ValueSchemas } from "./schema-kinds";
import { type YamlMapping } from "./yaml-node";

/**
 * Variants that a mapping can match: those whose fixed values (such as `type: create`) do not contradict it. All
 * variants, if each of them contradicts it.
 */
export function variantsFor(forms: ValueSchemas, mapping: YamlMapping): ValueSchemas {
  if (forms.length < 2) return forms;
  const fitting = forms.filter((form) => {
    const { def } = form._zod;
    if (def.type !== "object") return def.type === "record";
    return Object.entries(literalKeysOf(form)).every(([key, values]) => {
      const written = mapping.entries.get(key)?.value;
      return written?.kind !== "scalar" || values.includes(written.value);
    });
  });
  return fitting.length > 0 ? fitting : forms;
}

/** Keys of a mapping that accept only literal values. They distinguish variants. */
export function literalKeysOf(form: ValueSchema): Record<string, readonly unknown[]> {
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
