import { namedKeys } from "../../../src/environment/loader/value-forms";
import { type ValueSchemas } from "../../../src/environment/loader/schema-kinds";
import { childSchemas } from "../../../src/environment/value-schemas";

/** Kinds of schemas whose value has no keys. */
const SCALARS = ["boolean", "enum", "literal", "number", "string"];

/** Keys of the schema with a value that is not a mapping, such as `.models.*.port`. A list and its items are one key. */
export function leafKeys(forms: ValueSchemas, key = ""): string[] {
  const own = forms.some(({ _zod }) => SCALARS.includes(_zod.def.type)) ? [leafOf(key)] : [];
  const names = namedKeys(forms);
  const items = names.length > 0 ? [] : childSchemas(forms, 0);
  return [
    ...own,
    ...names.flatMap((name) => leafKeys(childSchemas(forms, name), `${key}.${name}`)),
    ...(items.length > 0 ? leafKeys(items, `${key}.*`) : []),
  ];
}

/** The key without the steps to items of a list. */
export const leafOf = (key: string): string => key.replace(/(\.\*)+$/, "");
