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

/** A value for the page, truncated, with secrets hidden by name and by format. */
export function shownValue(path: string, value: Json): string {
  if (isSecret(path, value)) return HIDDEN;
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

/** True if the name of a value marks it as a secret. */
function isSecret(path: string, value: Json): boolean {
  if (typeof value === "boolean" || typeof value === "number") return false;
  // the item of a list has its name in brackets: env[DB_PASSWORD].value
  const item = /\[(?:[^\]]*\.)?([^\].]*)\]\.value$/.exec(path)?.[1] ?? "";
  const isNamed = [item, ...path.split(".").map((key) => key.replace(/\[.*$/, ""))].some(isNamedSecret);
  // a reference names a secret but does not contain it
  return isNamed && !(typeof value === "string" && /^\$\{[^{}]*\}$/.test(value));
}
