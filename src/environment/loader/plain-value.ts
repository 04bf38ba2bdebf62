import { childSchemas } from "../value-schemas";
import { formatPath, printable, type ConfigPath, type Problem } from "../problems";
import { acceptsAnyText, acceptsNumber, acceptsText, variantsFor } from "./value-forms";
import { type ValueSchemas } from "./schema-kinds";
import { locationOf, scalarText, type YamlNode, type YamlScalar } from "./yaml-node";

export interface PlainReading {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * The value that is validated against a schema.
 *
 * YAML reads every text that looks like a number as a number, so `1.30` is 1.3 and `012` is 12. If the schema expects
 * text, a number is converted back to the text as written. If it expects a number, a number that YAML does not read as
 * it is written is a problem.
 */
export function plainValue(root: YamlNode, forms: ValueSchemas): PlainReading {
  const problems: Problem[] = [];
  return { value: valueOf(root, forms, [], problems), problems };
}

function valueOf(written: YamlNode, forms: ValueSchemas, path: ConfigPath, problems: Problem[]): unknown {
  switch (written.kind) {
    case "mapping": {
      const variants = variantsFor(forms, written);
      const value: Record<string, unknown> = {};
      for (const [name, entry] of written.entries) {
        value[name] = valueOf(entry.value, childSchemas(variants, name), [...path, name], problems);
      }
      return value;
    }
    case "list":
      return written.items.map((item, index) =>
        valueOf(item, childSchemas(forms, index), [...path, index], problems),
      );
    case "scalar":
      return typeof written.value === "number"
        ? numberOrText(written, written.value, forms, path, problems)
        : written.value;
  }
}

function numberOrText(
  scalar: YamlScalar,
  value: number,
  forms: ValueSchemas,
  path: ConfigPath,
  problems: Problem[],
): number | string {
  const text = scalarText(scalar);
  const asWritten = text === String(value);
  if (!acceptsNumber(forms)) return acceptsText(forms) || !asWritten ? text : value;
  if (!asWritten && !scalar.faulty) {
    problems.push({
      location: locationOf(scalar),
      path: formatPath(path),
      got: `${printable(text)}, which YAML reads as ${value}`,
      expected: "a number in plain decimal notation",
      fix: fixOf(text, value, acceptsAnyText(forms)),
    });
  }
  return value;
}

function fixOf(text: string, value: number, textToo: boolean): string {
  const quoted = textToo ? `, or "${printable(text)}" in quotes for text` : "";
  // beyond this limit, adjacent whole numbers are read as the same number
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER
    ? `write ${value}${quoted}`
    : `write a smaller number${quoted}`;
}
