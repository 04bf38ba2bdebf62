import { secretLooksIn } from "./secret-looks";
import { type Json } from "./stack-json";

/** Argument names that hold secrets, in words separated by `_`. */
const SECRET_NAME =
  /(^|_)(password|passwd|passphrase|secret_string|secret_binary|api_?key|access_?key|secret_?key|private_?key|credentials?|token|(client|app|shared|cookie|jwt|webhook)_secret)$|^set_sensitive$|_wo$/i;

/** True for the name of an argument, a variable or a key that holds a secret: `db_password`, `authToken`. */
export const isNamedSecret = (key: string): boolean =>
  SECRET_NAME.test(key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll("-", "_"));

export const HIDDEN = "(sensitive value)";

/** Characters of a shown value; longer values are truncated. */
const LONGEST = 160;

/**
 * A value for the page, truncated, with secrets hidden by name and by format. Of a long one beside the other side of its edit, the part
 * that differs.
 */
export function shownValue(path: string, whole: Json, other?: Json): string {
  if (isSecret(path, whole)) return HIDDEN;
  const [value] = other === undefined ? [whole] : differing(path, whole, other);
  if (value === undefined) return "not set";
  const text = typeof value === "string" ? String(hidden(value)) : JSON.stringify(hidden(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A value with secrets hidden by their format, and by its path if there is one. */
export function hidden(value: Json, path = ""): Json {
  if (isSecret(path, value)) return HIDDEN;
  if (typeof value === "string") return secretLooksIn(value).what === undefined ? value : HIDDEN;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => hidden(item));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hidden(item as Json, key)]));
}

/** Equal characters that are shown on each side of a difference. */
const AROUND = 30;

/** Both sides of an edit, or their difference; undefined for a side that has nothing beside the other one. */
function differing(path: string, before: Json, after: Json): (Json | undefined)[] {
  const all = [before, after];
  const [old, now] = [hidden(before, path), hidden(after, path)];
  const [was, is] = [old, now].map((each) => (typeof each === "string" ? each : JSON.stringify(each)));
  if (was === undefined || is === undefined || Math.max(was.length, is.length) <= LONGEST) return all;
  if (isList(old) && isList(now)) return differingItems(old, now);
  return old === HIDDEN || now === HIDDEN ? all : differingParts(was, is);
}

const isList = (value: Json): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** Items that one side has and the other has not; the first that differ, if only their order does. */
function differingItems(old: readonly string[], now: readonly string[]): (Json | undefined)[] {
  const only = (items: readonly string[], others: readonly string[]): string[] =>
    [...new Set(items)].filter((item) => !others.includes(item));
  const sides = [only(old, now), only(now, old)];
  if (sides.flat().length > 0) return sides.map((side) => side.join(", ") || undefined);
  const first = old.findIndex((item, index) => item !== now[index]);
  return [old.slice(Math.max(first, 0)), now.slice(Math.max(first, 0))];
}

function differingParts(old: string, now: string): string[] {
  const shortest = Math.min(old.length, now.length);
  let start = 0;
  while (start < shortest && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shortest - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const from = Math.max(0, start - AROUND);
  const part = (text: string): string => {
    const to = Math.min(text.length, text.length - end + AROUND);
    return `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
  };
  return [part(old), part(now)];
}

/** True if the name of a value marks it as a secret. */
function isSecret(path: string, value: Json): boolean {
  if (typeof value === "boolean" || typeof value === "number") return false;
  // the item of a list has its name in brackets: env[DB_PASSWORD].value
  const item = /\[(?:[^\]]*\.)?([^\].]*)\]\.value$/.exec(path)?.[1] ?? "";
  const isNamed = [item, ...path.split(".").map((key) => key.replace(/\[.*$/, ""))].some(isNamedSecret);
  // a reference names a secret but does not contain it
  return isNamed && !(typeof value === "string" && /^\$\{[^{}]*\}$/.test(value));
}
