import { type $ZodType, type $ZodTypes } from "zod/v4/core";
import { WRAPPERS, FORMS, type SchemaOf, type ValueSchema, type ValueSchemas } from "./loader/schema-kinds";

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
  const { def } = (schema as SchemaOf<(typeof WRAPPERS)[number]>)._zod;
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

/** Description (`.describe()`) of a schema, or of the schema that it wraps. */
export function descriptionOf(schema: $ZodType): string {
  for (let layer: $ZodType | undefined = schema; layer; layer = innerOf(layer)) {
    const { description } = layer as { description?: string };
    if (description !== undefined) return description;
  }
  return "";
}
