import { secretIn } from "./secret-looks";
import { type Json } from "../stack-json";

/** Argument names that hold secrets. */
const SECRET_NAME =
  /(^|_)(password|passwd|secret_string|secret_binary|api_?key|access_key|secret_key|private_key|credentials?|(auth|access|session)_?token)$|^(token|set_sensitive)$|_wo$/i;

export const HIDDEN = "(sensitive value)";

/** Characters of a shown value; longer values are truncated. */
const LONGEST = 160;

/** A value for the page, truncated, with secrets hidden by name and by format. */
export function shownValue(path: string, value: Json): string {
  if (isSecret(path, value)) return HIDDEN;
  const text = typeof value === "string" ? String(hidden(value)) : JSON.stringify(hidden(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A value with secrets hidden by its path and by their format; undefined for none. */
export function withoutSecrets(path: string, value: Json | undefined): Json | undefined {
  if (value === undefined) return undefined;
  return isSecret(path, value) ? HIDDEN : hidden(value);
}

/** Hides the secrets in a value. */
export function hidden(value: Json): Json {
  if (typeof value === "string") return secretIn(value) === undefined ? value : HIDDEN;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(hidden);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isSecret(key, item as Json) ? HIDDEN : hidden(item as Json),
    ]),
  );
}

/** True if a text contains a secret by its format. */
export const holdsSecret = (text: string): boolean => secretIn(text) !== undefined;

/** True if the name of a value marks it as a secret. */
export function isSecret(path: string, value: Json): boolean {
  if (typeof value === "boolean" || typeof value === "number") return false;
  const isNamed = path.split(".").some((key) => SECRET_NAME.test(key.replace(/\[.*$/, "")));
  // a reference names a secret but does not contain it
  return isNamed && !(typeof value === "string" && /^\$\{[^{}]*\}$/.test(value));
}
