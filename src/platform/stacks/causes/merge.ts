import { type Layer } from "../../../shared/terraform/layers";
import { type CauseTable, type PartCauses, type Shaped } from "./table";

/** The rows of a layer with those of parts. Two rows for one path are an error: one of them would never apply. */
export function withParts(
  layer: Layer,
  table: CauseTable,
  parts: Readonly<Record<string, PartCauses>>,
): CauseTable {
  const rows: Record<string, Shaped> = { ...table };
  const owners = new Map(Object.keys(table).map((path) => [path, "the layer"]));
  for (const [part, causes] of Object.entries(parts)) {
    for (const [path, row] of Object.entries(causes[layer] ?? {})) {
      const owner = owners.get(path);
      if (owner !== undefined)
        throw new Error(`${part} has a row of causes for ${path} of ${layer}, as ${owner} does`);
      owners.set(path, part);
      rows[path] = row;
    }
  }
  return rows;
}
