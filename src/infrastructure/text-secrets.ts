import { asObject, type Json, type JsonObject } from "../terraform/stack-json";
import { secretLooksIn } from "../terraform/secret-looks";
import { HIDDEN, isNamedSecret } from "../terraform/shown-value";

/** Endings of names that usually hold a secret, in words separated by `_`. */
const SECRET_NAME =
  /(PASS(WORD|WD|PHRASE)|SECRET(_KEY)?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SIGNING_?KEY|CREDENTIALS?|(AUTH|ACCESS|REFRESH|BEARER|API|HUB|HF|GITHUB|GITLAB|SLACK)_?TOKEN)$/;

/** True for a variable, flag or key that is named like a secret: `DB_PASSWORD`, `--api-key`, `adminPassword`. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(wordsOf(name));

/** In values of a chart, most of these hold the name of a Secret (`tlsSecret`), and few a secret (`clientSecret`). */
const NAME_OF_SECRET = /(?<!CLIENT_|APP_|SHARED_|COOKIE_|JWT_|WEBHOOK_)SECRET$/;

/** True for a key of chart values that is named like a secret. */
const isSecretKey = (key: string): boolean => isSecretName(key) && !NAME_OF_SECRET.test(wordsOf(key));

const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[.-]/g, "_")
    .toUpperCase();

/** Values that hold no secret: nothing, a constant, an ARN, the path of a file, or a reference of a shell or a pod. */
const NO_SECRET = /^(|null|none|true|false|~|arn:.*|file:.*|\.{0,2}\/.*|~\/.*|[$`{[].*)$/is;

/** True for a literal that can be a secret. A reference of Terraform is one if its last name is named like a secret. */
export function isLiteralSecret(value: string): boolean {
  const plain = value.trim();
  const [, reference] = /^\$\{(?!.*\$\{)(.*)\}$/.exec(plain) ?? [];
  const last = /\.(\w+)$/.exec(reference ?? "")?.[1];
  return last === undefined ? !NO_SECRET.test(plain) : isSecretName(last);
}

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
function secretLiteralsIn(text: string): SecretLiteral[] {
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
const secretsInText = (text: string): string[] => unique(secretLiteralsIn(text).map(({ name }) => name));

/** Files and command lines; other texts are prose. */
const HAS_LINES = /\n|(^|\s)--[a-z]/;

/** Keys of an object that name a Secret, so that a `secretKey` beside them is the name of a key in it. */
const NAMES_SECRET = /^(existing_?secret|secret_?name|secret_?ref|remote_?ref|value_?from)/i;

/**
 * Texts that are named like a secret and have a literal value: names in a text, such as a script, a command line or a file, and paths in
 * structured values, such as those of a chart.
 */
export const secretsIn = (value: Json): string[] =>
  typeof value === "string" ? secretsInText(value) : secretsInValues(value);

function secretsInValues(value: Json, path = ""): string[] {
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

/** A shorter text is no secret, but a part of many words. */
const SHORTEST = 4;

/** A text of this length is only hidden between other characters than letters and digits. */
const SHORT = 8;

/** The end of a line, also in JSON inside of JSON. */
const LINE_END = /\r?\n|(?:\\r)?\\n/;

/** Texts that can be a base64 document with a secret in it. */
const ENCODED = /[A-Za-z0-9+/]{24,}={0,2}/g;

/**
 * The secrets in the values of an environment, by their names, their formats and the blocks that hold them. No report shows
 * them, wherever the text comes from: a value, a message, a name.
 */
export class KnownSecrets {
  private readonly texts: readonly string[];

  private constructor(found: ReadonlySet<string>) {
    const written = [...found].flatMap((text) => [
      text,
      // a difference shows long texts line by line
      ...text.split(LINE_END).filter((line) => line.length >= SHORT && !line.startsWith("-----")),
      JSON.stringify(text).slice(1, -1),
      Buffer.from(text).toString("base64"),
    ]);
    this.texts = [...new Set(written)].sort((one, other) => other.length - one.length);
  }

  /**
   * @param stacks Terraform JSON of stacks
   * @param settings values of an environment's file, by their paths
   */
  static in(
    stacks: readonly JsonObject[],
    settings: readonly { readonly path: readonly (string | number)[]; readonly value: Json }[] = [],
  ): KnownSecrets {
    const found = new Set<string>();
    const add = (text: string): void => {
      if (text.length >= SHORTEST) found.add(text);
    };
    const read = eachOnce((text) => inText(text, add));
    for (const stack of stacks) {
      declaredIn(stack, add);
      heldIn(asObject(stack["resource"]), add);
      collect(stack, add, read);
    }
    for (const { path, value } of settings) {
      if (path.some((key) => typeof key === "string" && isNamed(key))) addAll(value, add);
      else collect(value, add, read);
    }
    return new KnownSecrets(found);
  }

  /** A text without secrets. */
  hide(text: string): string {
    const shown = withoutEncoded(secretLooksIn(text).replacedBy(HIDDEN));
    return this.texts.reduce((rest, secret) => this.without(rest, secret), shown);
  }

  /** Plain data in which no key and no text has a secret, such as a page. */
  hidden<T>(value: T): T {
    return this.dataWithout(value) as T;
  }

  private dataWithout(value: unknown): unknown {
    if (typeof value === "string") return this.hide(value);
    if (Array.isArray(value)) return value.map((item: unknown) => this.dataWithout(item));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.hide(key), this.dataWithout(item)]),
    );
  }

  private without(text: string, secret: string): string {
    const whole =
      secret.length < SHORT
        ? text.replace(new RegExp(`(?<![\\w-])${escaped(secret)}(?![\\w-])`, "g"), HIDDEN)
        : text.replaceAll(secret, HIDDEN);
    return CUT.test(whole) ? withoutBeginnings(whole, secret) : whole;
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A shortened text can end in a secret. */
const CUT = /(?<=…|\.\.\.)/;

const withoutBeginnings = (text: string, secret: string): string =>
  text
    .split(CUT)
    .map((part) => {
      const [, whole = part, mark = ""] = /^([^]*?)(…|\.\.\.)$/.exec(part) ?? [];
      const length = mark === "" ? 0 : lengthOfBeginning(whole, secret);
      return length === 0 ? part : `${whole.slice(0, -length)}${HIDDEN}${mark}`;
    })
    .join("");

function lengthOfBeginning(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= SHORTEST; length -= 1)
    if (text.endsWith(secret.slice(0, length))) return length;
  return 0;
}

const withoutEncoded = (text: string): string =>
  text.replace(ENCODED, (encoded) => (holdsEncoded(encoded) ? HIDDEN : encoded));

function holdsEncoded(encoded: string): boolean {
  const text = decoded(encoded);
  return text !== undefined && (secretLooksIn(text).what !== undefined || secretLiteralsIn(text).length > 0);
}

/** The text in base64; undefined for other bytes than text. */
function decoded(encoded: string): string | undefined {
  const text = Buffer.from(encoded, "base64").toString("utf8");
  return /^[\t\n\r -~]+$/.test(text) ? text : undefined;
}

const isNamed = (key: string): boolean => isSecretKey(key) || isNamedSecret(key);

type Add = (text: string) => void;

/** Values of sensitive variables and outputs, and of those that are named like a secret. */
function declaredIn(stack: JsonObject, add: Add): void {
  for (const [section, argument] of [
    ["variable", "default"],
    ["output", "value"],
  ] as const)
    for (const [name, declared] of Object.entries(asObject(stack[section]))) {
      const { sensitive, [argument]: value = null } = asObject(declared);
      if (sensitive === true || isNamed(name)) addAll(value, add);
    }
}

/** Blocks whose values are secrets. */
function heldIn(resources: JsonObject, add: Add): void {
  for (const [type, blocks] of Object.entries(resources))
    for (const block of Object.values(asObject(blocks)).map(asObject)) {
      if (/^kubernetes_secret(_v1)?(_data)?$/.test(type)) addAll([block["data"] ?? null], add);
      if (type === "aws_ssm_parameter" && block["type"] === "SecureString")
        addAll(block["value"] ?? null, add);
    }
}

/** Adds every text of a value, but no reference. */
function addAll(value: Json, add: Add): void {
  if (typeof value === "string") {
    if (isLiteralSecret(value)) add(value);
  } else if (value !== null && typeof value === "object")
    for (const item of Object.values(value)) addAll(item as Json, add);
}

/** Adds the secrets inside of a text. */
type Read = (text: string) => void;

/** Reads a text at its first place only: keys and most values are the same in many blocks and on both sides of a review. */
function eachOnce(read: Read): Read {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return;
    known.add(text);
    read(text);
  };
}

/** Adds the texts that are named like a secret, beside them or in a text. */
function collect(value: Json, add: Add, read: Read): void {
  if (typeof value === "string") return read(value);
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) {
    const { name, value: held } = asObject(value);
    if (typeof name === "string" && typeof held === "string" && isNamed(name.split(".").at(-1) ?? ""))
      addAll(held, add);
  }
  for (const [key, item] of Object.entries(value) as [string, Json][]) {
    read(key);
    if (typeof item === "string" && isNamed(key)) addAll(item, add);
    collect(item, add, read);
  }
}

function inText(text: string, add: Add): void {
  for (const secret of secretLooksIn(text).all) add(secret);
  for (const { name, value } of secretLiteralsIn(text)) if (isSecretName(name)) add(value);
  for (const [encoded] of text.matchAll(ENCODED)) {
    if (!holdsEncoded(encoded)) continue;
    add(encoded);
    // a difference shows the text inside
    inText(decoded(encoded) ?? "", add);
  }
}
