import { type BlockSchema, type PROVIDER_SCHEMAS } from "../../src/facts/provider-schema";

/** An extract of a provider's schema, with its source. */
type ProviderSchema = (typeof PROVIDER_SCHEMAS)[string];

export interface ProviderExtract extends ProviderSchema {
  readonly provider: string;
  readonly version: string;
  readonly source: string;
  /** ISO date of the extract. */
  readonly date: string;
}

/** Sorted, with one line for each block, so that a schema change changes few lines. */
export function printed(extract: ProviderExtract): string {
  const { provider, version, source, date, configuration, resources, data } = extract;
  const facts = { provider, version, source, date };
  const lines = Object.entries(facts).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const parts = [
    ...lines,
    `  "configuration": ${block(configuration, "  ")}`,
    `  "resources": ${blocks(resources, "  ")}`,
    `  "data": ${blocks(data, "  ")}`,
  ];
  return `{\n${parts.join(",\n")}\n}\n`;
}

function blocks(all: Readonly<Record<string, BlockSchema>>, indent: string): string {
  const names = Object.keys(all).sort();
  if (names.length === 0) return "{}";
  const inner = `${indent}  `;
  const entries = names.map(
    (name) => `${inner}${JSON.stringify(name)}: ${block(all[name] as BlockSchema, inner)}`,
  );
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

function block({ attributes, blocks: nested }: BlockSchema, indent: string): string {
  const names = `"attributes": ${JSON.stringify(attributes)}`;
  return nested === undefined ? `{ ${names} }` : `{ ${names}, "blocks": ${blocks(nested, indent)} }`;
}
