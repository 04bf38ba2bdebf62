import { type Json, type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";

/** Places that an element more changes, outside of what its collection gives. */
export function differencesIn(source: Json, tried: Json, path = ""): string[] {
  if (JSON.stringify(source) === JSON.stringify(tried)) return [];
  if (source === null || tried === null || typeof source !== "object" || typeof tried !== "object")
    return [`${path}: ${JSON.stringify(source).slice(0, 300)} -> ${JSON.stringify(tried).slice(0, 300)}`];
  if (Array.isArray(source) && Array.isArray(tried) && source.length !== tried.length)
    return [`${path}: ${JSON.stringify(source).slice(0, 300)} -> ${JSON.stringify(tried).slice(0, 300)}`];
  const [a, b] = [source as JsonObject, tried as JsonObject];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => {
    const at = `${path}.${key}`;
    if (!(key in a)) return [`${at}: new`];
    if (!(key in b)) return [`${at}: gone`];
    return differencesIn(asObject(a)[key] ?? (a as never)[key] ?? null, (b as never)[key] ?? null, at);
  });
}
