import { withTexts } from "../../../shared/terraform/terraform-templates";
import { type Json, type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";
import { type Collection } from "./collection";
import { type Field, type Fields } from "./fields";

/** A variable with the elements of a collection. */
export interface FoldedVariable {
  readonly name: string;
  readonly collection: Collection;
  readonly type: string;
  readonly value: Json;
}

interface Declared {
  readonly json: JsonObject;
  readonly variables: readonly FoldedVariable[];
  readonly values: JsonObject;
}

/** The module with names in place of tokens, and with the variables of its collections. */
export function declared(
  json: JsonObject,
  fields: Fields,
  { collections, values }: { readonly collections: readonly Collection[]; readonly values: JsonObject },
): Declared {
  const text = JSON.stringify(json);
  const used = collections.filter(
    (each) => !each.parent && (text.includes(`:${each.name}@`) || text.includes(`var.${each.name}[`)),
  );
  const names = fields.names();
  const isMap = (name: string): boolean => fields.all.some(({ collection }) => collection.name === name);
  const named = withTexts(json, (part) =>
    part
      .replace(/@field\d+@/g, (token) => names.get(token) ?? token)
      .replace(/@each:(\w+)@/g, (_, name: string) => (isMap(name) ? `var.${name}` : `toset(var.${name})`))
      .replace(/@keys:(\w+)@/g, (_, name: string) => (isMap(name) ? `keys(var.${name})` : `var.${name}`)),
  );
  const variables = used.map((collection) => variableOf(collection, fields.ofCollection(collection), names));
  const absorbed = new Map(
    fields.all.flatMap(({ collection, token, variables: own }) =>
      [...(own ?? [])].map(
        ([key, variable]) => [variable, `var.${collection.name}[${JSON.stringify(key)}].${names.get(token) ?? ""}`] as const,
      ),
    ),
  );
  const rest = withTexts(named, (part) =>
    part.replace(/\bvar\.(\w+)\b/g, (whole, name: string) => absorbed.get(name) ?? whole),
  );
  const others = without(asObject(rest["variable"]), absorbed);
  const own = Object.fromEntries(
    variables.map(({ name, type }) => [name, { type, description: `${name}.`, nullable: false }]),
  );
  return {
    json: { ...rest, variable: { ...others, ...own } },
    variables,
    values: {
      ...without(values, absorbed),
      ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
    },
  };
}

const without = (object: JsonObject, names: ReadonlyMap<string, string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));

function variableOf(
  collection: Collection,
  fields: readonly Field[],
  names: ReadonlyMap<string, string>,
): FoldedVariable {
  const { name, elements } = collection;
  if (fields.length === 0)
    return { name, collection, type: "list(string)", value: elements.map(({ key }) => key) };
  const attributes = fields.map((field) => `${names.get(field.token) ?? ""} = ${typeOf(field)}`);
  const value = Object.fromEntries(
    elements.map(({ key }) => [
      key,
      Object.fromEntries(
        fields.flatMap((field) => {
          const own = field.values.get(key) ?? null;
          return own === null ? [] : [[names.get(field.token) ?? "", own]];
        }),
      ),
    ]),
  );
  return { name, collection, type: `map(object({ ${attributes.join(", ")} }))`, value };
}

function typeOf({ values }: Field): string {
  const all = [...values.values()];
  const types = new Set(all.filter((value) => value !== null).map(typeOfValue));
  const [type = "string"] = types;
  const known = types.size === 1 ? type : "any";
  return all.includes(null) ? `optional(${known})` : known;
}

function typeOfValue(value: Json): string {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  if (Array.isArray(value)) {
    const types = new Set(value.map(typeOfValue));
    return `list(${types.size === 1 ? [...types].join("") : types.size === 0 ? "string" : "any"})`;
  }
  const entries = Object.entries(asObject(value));
  const types = new Set(entries.map(([, item]: [string, Json]) => typeOfValue(item)));
  return types.size === 1 && [...types].every((type) => !type.startsWith("list") && !type.startsWith("map"))
    ? `map(${[...types].join("")})`
    : "any";
}
