import { isJsonObject, type Json } from "../../src/terraform/stack-json";

/**
 * A value in the order of an old one: keys of objects, texts of lists, and items of lists by what identifies them. What is new is
 * last, so that a difference of files shows what changed.
 */
export function inOldOrder(value: Json, old: Json | undefined): Json {
  if (Array.isArray(value))
    return listInOldOrder(value as readonly Json[], Array.isArray(old) ? (old as readonly Json[]) : []);
  if (!isJsonObject(value)) return value;
  const before = isJsonObject(old) ? old : {};
  const keys = [
    ...Object.keys(before).filter((key) => key in value),
    ...Object.keys(value).filter((key) => !(key in before)),
  ];
  return Object.fromEntries(keys.map((key) => [key, inOldOrder(value[key] ?? null, before[key])]));
}

function listInOldOrder(list: readonly Json[], old: readonly Json[]): Json[] {
  const identities = old.map(identityOf);
  const place = (item: Json): number => {
    const index = identities.indexOf(identityOf(item));
    return index < 0 ? old.length : index;
  };
  return [...list]
    .sort((a, b) => place(a) - place(b))
    .map((item) => inOldOrder(item, old[identities.indexOf(identityOf(item))]));
}

/** Fields that identify an item among its siblings. */
const IDENTITY = ["kind", "name", "repository", "plural", "group", "port"];

/** A text that identifies an item of a list. */
export function identityOf(item: Json): string {
  if (!isJsonObject(item)) return JSON.stringify(item);
  const found = IDENTITY.flatMap((key) => (key in item ? [`${String(item[key])}`] : []));
  return found.length === 0 ? JSON.stringify(item) : found.join(" ");
}
