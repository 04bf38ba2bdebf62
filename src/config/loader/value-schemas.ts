import type { $ZodType, $ZodTypes } from "zod/v4/core";
import type { YamlMapping } from "./yaml-node";

/**
 * A zod schema of one written form: without the wrappers (optional, default, …) that change nothing about what is
 * written, and with unions taken apart. A place that accepts several forms has a list of them.
 */
export type ValueSchema = Exclude<$ZodTypes, Wrapper>;
type Wrapper = Extract<$ZodTypes, { _zod: { def: { type: WrapperType } } }>;
type WrapperType =
  | "optional"
  | "nullable"
  | "default"
  | "prefault"
  | "nonoptional"
  | "readonly"
  | "catch"
  | "success"
  | "pipe"
  | "lazy"
  | "union"
  | "intersection"
  | "promise";
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
  switch (def.type) {
    case "union":
      return def.options.flatMap(valueSchemasOf);
    case "intersection":
      return [...valueSchemasOf(def.left), ...valueSchemasOf(def.right)];
    default:
      return [schema as ValueSchema];
  }
}

/** The one schema that a wrapper is around; undefined for all others. */
export function innerOf(schema: $ZodType): $ZodType | undefined {
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
    case "success":
    case "promise":
      return def.innerType;
    case "pipe":
      // a file holds what goes in; before a preprocessing step anything goes, so that the way out says more
      return def.in._zod.def.type === "transform" ? def.out : def.in;
    case "lazy":
      return def.getter();
    default:
      return undefined;
  }
}

/** What the schema says about a child of a place; empty where it says nothing. */
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
    case "tuple": {
      const child = def.items[Number(step)] ?? def.rest;
      return child ? valueSchemasOf(child) : NONE;
    }
    default:
      return NONE;
  }
}

const NONE: ValueSchemas = [];

/**
 * The variants that a mapping can be: those whose fixed values (as `type: create`) it does not contradict.
 * All of them where it contradicts every one.
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

/** Keys of a mapping that admit one value, or few: what tells variants apart. */
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

/** Keys that the schema names at a place; a record's own keys are free, unless they are from a list. */
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
    switch (def.type) {
      case "string":
      case "template_literal":
      case "enum":
        return true;
      case "literal":
        return def.values.some((value) => typeof value === "string");
      default:
        return false;
    }
  });
}

/** Whether text that is in no list of choices may be right. */
export function acceptsAnyText(forms: ValueSchemas): boolean {
  return forms.some(({ _zod: { def } }) => def.type === "string" || def.type === "template_literal");
}

export function acceptsNumber(forms: ValueSchemas): boolean {
  return forms.some(({ _zod: { def } }) => {
    switch (def.type) {
      case "number":
      case "bigint":
      case "any":
      case "unknown":
      case "custom":
        return true;
      case "literal":
        return def.values.some((value) => typeof value === "number");
      default:
        return false;
    }
  });
}
