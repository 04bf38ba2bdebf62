import { secretIn } from "../analysis/texts/secret-looks";
import { type Json } from "../terraform-json/stack-json";

/** Names of what nobody else should read. */
const SECRET_NAME =
  /(^|_)(password|passwd|secret_string|secret_binary|api_?key|access_key|secret_key|private_key|credentials?|(auth|access|session)_?token)$|^(token|set_sensitive)$|_wo$/i;

export const HIDDEN = "(sensitive value)";

/** Longer values are cut: the whole stands in the files. */
const LONGEST = 160;

/** A value as a page shows it: short, and no secret, neither by its name nor by its look. */
export function shownValue(path: string, value: Json): string {
  if (isSecret(path, value)) return HIDDEN;
  const text = typeof value === "string" ? String(hidden(value)) : JSON.stringify(hidden(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A value without the secrets in it. */
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

/** True where a text is, or holds, a secret by its look. */
export const holdsSecret = (text: string): boolean => secretIn(text) !== undefined;

/** True where a value is a secret by its name. */
export function isSecret(path: string, value: Json): boolean {
  if (typeof value === "boolean" || typeof value === "number") return false;
  const isNamed = path.split(".").some((key) => SECRET_NAME.test(key.replace(/\[.*$/, "")));
  // a reference says where a secret is, and holds none
  return isNamed && !(typeof value === "string" && /^\$\{[^{}]*\}$/.test(value));
}
