import { unlessMistake } from "./unless-mistake";
import { type Json, type JsonObject } from "../stack-json";
import { asWritten, onlyExpression, templateParts } from "../terraform-templates";
import { valueOfJson } from "./module-scope";
import { type NameScope, within } from "./scope";
import { namesInExpression } from "./syntax/names";
import { parsedOnce } from "./syntax/parsed-once";
import { jsonOf } from "./values/residue";
import { type HclValue, Sequence, HclMap, hasUnknown } from "./values/value";

type Names = ReadonlyMap<string, HclValue>;

const NO_NAMES: Names = new Map();

/** Value of Terraform JSON; undefined if Terraform refuses it. */
export const resultOf = (json: Json, scope: NameScope): HclValue | undefined =>
  unlessMistake(() => valueOfJson(json, scope));

/** Whether an expression of a value reads a name, such as `each` or `count`. */
export function readsName(json: Json, names: Pick<Names, "has">): boolean {
  // A text that Terraform cannot read reads no name.
  if (typeof json === "string")
    return json.includes("{") && (unlessMistake(() => rootsOf(json)) ?? []).some((name) => names.has(name));
  if (json === null || typeof json !== "object") return false;
  return Object.entries(json).some(
    ([key, item]: [string, Json]) => readsName(key, names) || readsName(item, names),
  );
}

const rootsOf = (text: string): readonly string[] =>
  namesInExpression(parsedOnce(text)).chains.map(({ name }) => name);

/**
 * A value of Terraform JSON in which the expressions that a scope knows have their values. Another one stays as it is written, but
 * one that reads the names of an instance becomes what is left of it.
 *
 * @param isLeft whether an expression becomes what is left of it. @default - if it reads one of the names
 */
export function withKnownValues(
  json: Json,
  scope: NameScope,
  names: Names = NO_NAMES,
  isLeft = (text: string): boolean => readsName(text, names),
): Json {
  const inside = within(scope, names);
  const text = (written: string): Json =>
    written.includes("{") ? knownText(written, inside, isLeft) : written;
  const change = (value: Json): Json => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map((item: Json) => change(item));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]: [string, Json]) => [
        String(text(key)),
        key === "//" ? item : change(item),
      ]),
    ) as JsonObject;
  };
  return change(json);
}

function knownText(text: string, scope: NameScope, isLeft: (text: string) => boolean): Json {
  const value = resultOf(text, scope);
  if (value === undefined) return text;
  if (!hasUnknown(value)) return jsonOf(value);
  if (onlyExpression(text) !== undefined) return isLeft(text) ? jsonOf(value) : text;
  const parts = templateParts(text);
  if (parts.some((part) => "directive" in part)) return text;
  return parts
    .map((part) => {
      const written = asWritten(part);
      if ("text" in part) return written;
      const own = resultOf(written, scope);
      const isText =
        own !== undefined && own !== null && !(own instanceof Sequence) && !(own instanceof HclMap);
      return isText && (!hasUnknown(own) || isLeft(written)) ? String(jsonOf(own)) : written;
    })
    .join("");
}
