import { type Json, type JsonObject } from "../../terraform/stack-json";

const HEADER = /^\[([^[\]]+)\]\s*(#.*)?$/;
const ASSIGNMENT = /^("[^"]*"|'[^']*'|[\w.-]+)\s*=\s*(.+)$/;

/** A key that is not a value of its own. */
const INHERITED = "__proto__";

/** A TOML text of tables with one value on each line, as Bottlerocket has them; undefined for every other text. */
export function tomlIn(text: string): JsonObject | undefined {
  const found: Record<string, Json> = {};
  let table = found;
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const [, header] = HEADER.exec(line) ?? [];
    const [, key, value] = ASSIGNMENT.exec(line) ?? [];
    if (header !== undefined) {
      const inner = tableAt(found, keysOf(header));
      if (inner === undefined) return undefined;
      table = inner;
    } else if (key !== undefined && value !== undefined) {
      const keys = keysOf(key);
      const last = keys.pop() ?? "";
      const holder = tableAt(table, keys);
      if (holder === undefined || last === INHERITED || Object.hasOwn(holder, last)) return undefined;
      holder[last] = scalarIn(value);
    } else return undefined;
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Splits a key at dots outside of quotes. */
const keysOf = (key: string): string[] =>
  [...key.matchAll(/"([^"]*)"|'([^']*)'|([^."'\s]+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );

function tableAt(from: Record<string, Json>, keys: readonly string[]): Record<string, Json> | undefined {
  let table = from;
  for (const key of keys) {
    if (key === INHERITED) return undefined;
    const inner: unknown = Object.hasOwn(table, key) ? table[key] : (table[key] = {});
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return undefined;
    table = inner as Record<string, Json>;
  }
  return table;
}

/** The value of an assignment; one that is not JSON stays the text that it is. */
function scalarIn(value: string): Json {
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
