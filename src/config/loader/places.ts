import { childSchemas, valueSchemasOf, variantsFor, type ValueSchemas } from "./value-schemas";
import type { ConfigPath } from "./problems";
import { valuesAlong, type Position, type YamlNode, type YamlMapping } from "./yaml-node";
import type { $ZodType } from "zod/v4/core";

/** A path in an environment: what stands there and what the schema accepts there. */
export interface Place {
  readonly path: ConfigPath;
  /** Last step of the path. */
  readonly key: string | number | undefined;
  readonly forms: ValueSchemas;
  /** What is written there; none where it is missing. */
  readonly written: YamlNode | undefined;
  /** What to point at: the value, or where a missing one would have been. */
  readonly position: Position;
  /** Whether something is already reported here or around it. */
  readonly spoiled: boolean;
}

export function placeAt(root: YamlMapping, schema: $ZodType, path: ConfigPath): Place {
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

/** Where the key of a place stands. */
export function keyPosition(root: YamlMapping, path: ConfigPath): Position {
  const values = valuesAlong(root, path);
  const parent = values[path.length - 1];
  const entry = parent?.kind === "mapping" ? parent.entries.get(String(path[path.length - 1])) : undefined;
  return entry?.key ?? values[values.length - 1] ?? root;
}
