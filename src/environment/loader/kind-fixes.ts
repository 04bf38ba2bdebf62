import { printable } from "../problems";
import { acceptsAnyText, acceptsNumber, acceptsText } from "./value-forms";
import { type ValueSchemas } from "./schema-kinds";
import { scalarText, type YamlNode, type YamlScalar } from "./yaml-node";

/** Fix for a value of the wrong type (text for a number, a list for a mapping, …); undefined if the type is right. */
/** Endings by which people write sizes. */
const UNITS: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 };

export function fixOfKind(written: YamlNode, forms: ValueSchemas): string | undefined {
  const takes = kindsOf(forms);
  switch (written.kind) {
    case "list":
      if (takes.list) return undefined;
      return takes.mapping ? "write keys and values, without dashes" : "write one value, not a list";
    case "mapping":
      if (takes.mapping) return undefined;
      return takes.list ? "start each entry with a dash" : "write one value, not a mapping";
    case "scalar":
      if (written.value === null) return "add a value, or remove the line";
      if (takes.text || takes.number || takes.boolean) return fixOfScalar(written, takes);
      if (takes.list) return `write a list: [${printable(scalarText(written))}]`;
      return takes.mapping ? "write keys and values, indented below it" : undefined;
  }
}

interface Kinds {
  readonly text: boolean;
  /** Text that is not limited to a fixed set. */
  readonly anyText: boolean;
  readonly number: boolean;
  readonly boolean: boolean;
  readonly list: boolean;
  readonly mapping: boolean;
}

function kindsOf(forms: ValueSchemas): Kinds {
  const types = new Set<string>(forms.map((form) => form._zod.def.type));
  return {
    text: acceptsText(forms),
    anyText: acceptsAnyText(forms),
    number: acceptsNumber(forms),
    boolean: types.has("boolean"),
    list: types.has("array"),
    mapping: types.has("object") || types.has("record"),
  };
}

function fixOfScalar({ value, plain }: YamlScalar, takes: Kinds): string | undefined {
  const text = printable(String(value));
  if (typeof value === "boolean") {
    if (takes.boolean || (takes.text && !takes.anyText)) return undefined;
    return takes.text ? `quote it: "${text}"` : "write the value instead of true or false";
  }
  if (takes.text || (typeof value === "number" && takes.number)) return undefined;
  if (takes.boolean) {
    const quotes = plain ? "" : ", without quotes";
    if (/^(true|yes|on|y)$/i.test(text)) return `write true${quotes}`;
    if (/^(false|no|off|n)$/i.test(text)) return `write false${quotes}`;
    return "write true or false";
  }
  if (/^-?\d+(\.\d+)?$/.test(text)) return "remove the quotes";
  const [, count = "", unit = ""] = /^(\d+(?:\.\d+)?)([kKMBb])$/.exec(text) ?? [];
  const times = UNITS[unit.toUpperCase()];
  if (times !== undefined) return `write ${Math.round(Number(count) * times)}, or the exact number`;
  const digits = /^-?\d+(?=[^\d.])/.exec(text)?.[0];
  return digits === undefined ? "write a number" : `write only the number: ${digits}`;
}
