import { type Json, type JsonObject } from "../terraform/stack-json";
import { isLiteralSecret, isSecretKey, isSecretName } from "./secret-names";

/** A flag and its value: `--password=x`, `--api-key x`; in YAML and JSON, the value can be the next item. */
const FLAG =
  /(?<![\w-])--?([A-Za-z][\w.-]*)(?:=|[ \t]+|["']\s*,\s*|["']?[ \t]*\n\s*-\s+)["']?(?!-)([^\s"',;]+)/g;

/** An assignment: `DB_PASSWORD=x`, `password: x`, `"apiKey": "x"`. */
const ASSIGNMENT = /(?<![\w$.{-])["']?([A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*(?:(["'])(.*?)\2|([^\s"',;]+))/g;

/** A literal value of a name that is named like a secret. */
interface SecretLiteral {
  /** As written: `--api-key`, or `DB_PASSWORD`. */
  readonly name: string;
  readonly value: string;
}

/** Literal values in a script, a command line or a file, of names that are named like a secret. */
export function secretLiteralsIn(text: string): SecretLiteral[] {
  const lines = text.replace(/^\s*#.*$/gm, "");
  return [
    ...[...lines.matchAll(FLAG)].flatMap(([, name = "", value = ""]) =>
      isSecretName(name) && isLiteralSecret(value) ? [{ name: `--${name}`, value }] : [],
    ),
    ...[...lines.matchAll(ASSIGNMENT)].flatMap(([, name = "", , quoted, bare]) => {
      const value = quoted ?? bare ?? "";
      return isSecretName(name) && isLiteralSecret(value) ? [{ name, value }] : [];
    }),
  ];
}

/** Names in a script, a command line or a file that are named like a secret and have a literal value. */
export const secretsInText = (text: string): string[] =>
  unique(secretLiteralsIn(text).map(({ name }) => name));

/** Files and command lines; other texts are prose. */
const HAS_LINES = /\n|(^|\s)--[a-z]/;

/** Keys of an object that name a Secret, so that a `secretKey` beside them is the name of a key in it. */
const NAMES_SECRET = /^(existing_?secret|secret_?name|secret_?ref|remote_?ref|value_?from)/i;

/** Paths in structured values, such as those of a chart, that are named like a secret and have a literal value. */
export function secretsInValues(value: Json, path = ""): string[] {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const texts = items.filter((item) => typeof item === "string");
    return unique([
      ...secretsInText(texts.join(" ")).map((name) => `${path}: ${name}`),
      ...items.flatMap((item, index) =>
        typeof item === "string" ? [] : secretsInValues(item, `${path}[${index}]`),
      ),
    ]);
  }
  if (value === null || typeof value !== "object") return [];
  const object = value as JsonObject;
  const { name, value: held } = object;
  return [
    ...(typeof name === "string" && isSecretName(name) && isLiteral(held) ? [`${path}: ${name}`] : []),
    ...Object.entries(object).flatMap(([key, item]) => {
      const at = path === "" ? key : `${path}.${key}`;
      if (typeof item === "string" && HAS_LINES.test(item))
        return secretsInText(item).map((each) => `${at}: ${each}`);
      if (item !== null && typeof item === "object") return secretsInValues(item, at);
      return isSecretKey(key) && isLiteral(item) && !isKeyName(object, key) ? [at] : [];
    }),
  ];
}

const isKeyName = (object: JsonObject, key: string): boolean =>
  /secret_?key$/i.test(key) && Object.keys(object).some((each) => NAMES_SECRET.test(each));

const isLiteral = (value: Json | undefined): boolean =>
  (typeof value === "string" || typeof value === "number") && isLiteralSecret(String(value));

const unique = (names: readonly string[]): string[] => [...new Set(names)];
