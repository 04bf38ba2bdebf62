import { acceptsAnyText, acceptsNumber, acceptsText, type ValueSchemas } from "./value-schemas";
import { printable } from "./problems";
import { textOf, type YamlNode, type YamlScalar } from "./yaml-node";

/** What to do where a value is of the wrong kind (text for a number, a list for a mapping, …); undefined where it is right. */
export function fixOfKind(written: YamlNode, forms: ValueSchemas): string | undefined {
  const takes = kindsOf(forms);
  switch (written.kind) {
    case "list":
      if (takes.list) return undefined;
      return takes.mapping ? "write keys, without the dashes" : "write one value, not a list";
    case "mapping":
      if (takes.mapping) return undefined;
      return takes.list ? "begin each entry with a dash" : "write one value";
    case "scalar":
      if (written.value === null) return "give it a value, or remove the line";
      if (takes.text || takes.number || takes.boolean) return fixOfScalar(written, takes);
      if (takes.list) return `write a list: [${printable(textOf(written))}]`;
      return takes.mapping ? "write keys with values, indented below it" : undefined;
  }
}

interface Kinds {
  readonly text: boolean;
  /** Not only text of a fixed set. */
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
    list: types.has("array") || types.has("tuple"),
    mapping: types.has("object") || types.has("record"),
  };
}

function fixOfScalar({ value, plain }: YamlScalar, takes: Kinds): string | undefined {
  const text = printable(String(value));
  if (typeof value === "boolean") {
    if (takes.boolean || (takes.text && !takes.anyText)) return undefined;
    return takes.text ? `quote it: "${text}"` : "write the value, not true or false";
  }
  if (takes.text || (typeof value === "number" && takes.number)) return undefined;
  if (takes.boolean) {
    const quotes = plain ? "" : ", without quotes";
    if (/^(true|yes|on|y)$/i.test(text)) return `write true${quotes}`;
    if (/^(false|no|off|n)$/i.test(text)) return `write false${quotes}`;
    return "write true or false";
  }
  if (/^-?\d+(\.\d+)?$/.test(text)) return "remove the quotes";
  const digits = /^-?\d+(?=[^\d.])/.exec(text)?.[0];
  return digits === undefined ? "write a number" : `write the number alone: ${digits}`;
}
