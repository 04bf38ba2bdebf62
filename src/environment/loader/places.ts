import { childSchemas, valueSchemasOf } from "../value-schemas";
import type { ConfigPath } from "../problems";
import type { $ZodType } from "zod/v4/core";
import { variantsFor } from "./value-forms";
import { type ValueSchemas } from "./schema-kinds";
import { valuesAlong, type Position, type YamlNode, type YamlMapping } from "./yaml-node";

/** A path in an environment, with its value and the forms that the schema accepts there. */
export interface PlaceInYaml {
  readonly path: ConfigPath;
  /** Last step of the path. */
  readonly key: string | number | undefined;
  readonly forms: ValueSchemas;
  /** Value at the path; undefined if it is missing. */
  readonly written: YamlNode | undefined;
  /** Position for messages: that of the value, or the place where a missing value belongs. */
  readonly position: Position;
  /** True if a problem is already reported for the value or an enclosing value. */
  readonly spoiled: boolean;
}

export function settingPlaceAt(root: YamlMapping, schema: $ZodType, path: ConfigPath): PlaceInYaml {
  let forms = valueSchemasOf(schema);
  const values = valuesAlong(root, path);
  path.forEach((step, depth) => {
    const value = values[depth];
    forms = childSchemas(value?.kind === "mapping" ? variantsFor(forms, value) : forms, step);
  });
  const written = values[path.length];
  const last = values[values.length - 1] ?? root;
  const firstMissing = path[values.length - 1];
  const removed =
    last.kind === "mapping" && written === undefined ? last.removed.get(String(firstMissing)) : undefined;
  return {
    path,
    key: path[path.length - 1],
    forms: written?.kind === "mapping" ? variantsFor(forms, written) : forms,
    written,
    position: removed ?? last,
    spoiled:
      values.some((value) => value.faulty) ||
      (written === undefined && last.kind === "mapping" && last.incomplete),
  };
}

/** Position of the key at a path. */
export function keyPosition(root: YamlMapping, path: ConfigPath): Position {
  const values = valuesAlong(root, path);
  const parent = values[path.length - 1];
  const entry = parent?.kind === "mapping" ? parent.entries.get(String(path[path.length - 1])) : undefined;
  return entry?.key ?? values[values.length - 1] ?? root;
}
