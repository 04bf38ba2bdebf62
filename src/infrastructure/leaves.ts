import { templatesOf } from "../terraform/terraform-templates";
import { referencesIn } from "../terraform/terraform-references";
import { type Json, type JsonObject, textsIn } from "../terraform/stack-json";

/** An argument without arguments of its own, or a key of JSON without further keys. */
export interface Leaf {
  /** Names from the block to the argument. Lists have no step of their own, so that all items of a list have one path. */
  readonly path: string;
  readonly value: Json;
}

/** The value of an argument as text. */
export const textOf = ({ value }: Leaf): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** Keys of a policy whose content depends on the service: their own names are no arguments. */
const OPAQUE = /\.Statement\.(Condition|Principal|NotPrincipal)$/;

/** The leaves of a block, in its order. A text that is JSON is read as its keys: a policy, the values of a chart. */
export function leavesOf(body: JsonObject): Leaf[] {
  return Object.entries(body).flatMap(([name, value]) => (name === "//" ? [] : below(name, value)));
}

function below(path: string, value: Json): Leaf[] {
  if (value === null) return [];
  if (typeof value === "string") {
    const parsed = parsedJson(value);
    return parsed === undefined ? [{ path, value }] : below(path, parsed);
  }
  if (typeof value !== "object" || OPAQUE.test(path)) return [{ path, value }];
  const inner = Array.isArray(value)
    ? value.map((item: Json): [string, Json] => [path, item])
    : Object.entries(value as JsonObject).map(([key, item]): [string, Json] => [`${path}.${key}`, item]);
  return inner.length === 0 ? [{ path, value }] : inner.flatMap(([name, item]) => below(name, item));
}

/** The object or list of a JSON text; undefined for any other text. */
export function parsedJson(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Data sources whose values every check knows: those of the provider itself, and outputs of earlier layers. */
const KNOWN_DATA = /^data\.(aws_caller_identity|aws_region|aws_partition|terraform_remote_state)\./;

/**
 * Attributes that name a block. Any other attribute, such as the value of a parameter or a tag, can have any text, which no check reads
 * where it is used.
 */
const NAMING =
  /^(id|arn|name|bucket|key_id|key_arn|target_key_arn|url|zone_id|cidr_block|repository_url|version|latest_version|default_version|dns_name|hostname)$/;

/**
 * Whether only Terraform can evaluate an argument: it has an operation, or reads a variable, a local value, a data source or an attribute
 * that can have any text.
 */
export const isUnread = ({ path, value }: Leaf): boolean =>
  textsIn(value).some((text) => {
    const { expressions, directives } = templatesOf(text);
    return (
      directives.length > 0 ||
      expressions.some((expression) => !REFERENCE.test(expression) || readsUnknown(expression, path))
    );
  });

const readsUnknown = (expression: string, argument: string): boolean =>
  referencesIn(expression).some(({ subject, path }) => {
    if (KNOWN_DATA.test(`${subject}.`)) return false;
    if (/^(var|local|each|count|self|path|terraform|module|data|ephemeral)\./.test(subject)) return true;
    const attribute = String(path.at(-1) ?? "");
    return !(/cidr/.test(argument) ? attribute === "cidr_block" : NAMING.test(attribute));
  });

/** A reference to a value: names, and indexes that are numbers or texts. */
const REFERENCE = /^\s*[A-Za-z_][\w-]*(\.[\w-]+|\[\d+\]|\["[^"\\$%]*"\])*\s*$/;
