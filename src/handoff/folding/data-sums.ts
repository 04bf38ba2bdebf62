import { onlyExpression } from "../../terraform/terraform-templates";
import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";
import {
  CONFIG_MAP,
  areSorted,
  checksumsIn,
  formattedJson,
  isPlain,
  keysInOrder,
  ordersOf,
} from "../variables/data-orders";
import { ofType } from "../variables/variable";
import { expressionOf } from "./expressions";
import { type Family } from "./families";
import { nounOf } from "./instances";
import { type ListSides } from "./lists";
import { sha256 } from "../../base/digests";

/** A checksum of the data of a ConfigMap, in an annotation with which pods start again after a change of it. */
interface DataSum {
  readonly name: string;
  readonly sum: string;
  /** Keys in the order of the checksum. */
  readonly order: readonly string[];
}

/** The stack, its trial and the module, with expressions of the data of ConfigMaps in place of its checksums. */
export function withDataSums({ source, tried, json }: ListSides): ListSides {
  const [own, other] = [sumsIn(source), sumsIn(tried)];
  const orders = [...own, ...other].map(({ order }) => order);
  const isOne = new Set(orders.map((order) => JSON.stringify(order))).size === 1;
  if (!isOne && !orders.every(areSorted)) return { source, tried, json };
  return {
    source: withSums(source, source, own),
    tried: withSums(tried, tried, other),
    json: withSums(withOwnData(json, own), source, own),
  };
}

const mapsIn = (json: JsonObject): JsonObject => ofType(json, CONFIG_MAP);

function sumsIn(json: JsonObject): DataSum[] {
  const known = checksumsIn(json);
  if (known.size === 0) return [];
  return Object.entries(mapsIn(json)).flatMap(([name, block]) => {
    const data = asObject(asObject(block)["data"]);
    if (!isPlain(data)) return [];
    const sumOf = (order: readonly string[]): string => sha256(JSON.stringify(keysInOrder(data, order)));
    const order = ordersOf(Object.keys(data)).find((each) => known.has(sumOf(each)));
    return order ? [{ name, order, sum: sumOf(order) }] : [];
  });
}

/** `jsonencode` sorts keys, so other orders are written out. */
function expressionOfSum({ name, order }: DataSum): string {
  const data = `${CONFIG_MAP}.${name}.data`;
  if (areSorted(order)) return `sha256(jsonencode(${data}))`;
  return `sha256(${formattedJson(order.map((key) => [key, `jsonencode(${data}.${key})`]))})`;
}

/** A value with expressions at the places where the other one has checksums. */
function withSums(value: JsonObject, other: JsonObject, sums: readonly DataSum[]): JsonObject {
  const visit = (each: Json, original: Json): Json => {
    if (typeof original === "string") {
      const sum = sums.find((some) => some.sum === original);
      return sum ? `\${${expressionOfSum(sum)}}` : each;
    }
    if (each === null || original === null || typeof each !== "object" || typeof original !== "object")
      return each;
    const of = (key: string | number): Json => (original as Record<string | number, Json>)[key] ?? null;
    if (Array.isArray(each)) return each.map((item: Json, index) => visit(item, of(index)));
    return Object.fromEntries(
      Object.entries(each).map(([key, item]: [string, Json]) => [key, visit(item, of(key))]),
    );
  };
  return asObject(visit(value, other));
}

/** The module with data in the blocks themselves: local values of it are folded with them. */
function withOwnData(json: JsonObject, sums: readonly DataSum[]): JsonObject {
  const locals = asObject(json["locals"]);
  const maps = mapsIn(json);
  const used = new Map(
    sums.flatMap(({ name }) => {
      const { data } = asObject(maps[name]);
      const expression = typeof data === "string" ? onlyExpression(data) : undefined;
      const [, local] = /^local\.(\w+)$/.exec(expression ?? "") ?? [];
      return local === undefined ? [] : [[name, local] as const];
    }),
  );
  if (used.size === 0) return json;
  const withData = Object.entries(maps).map(([name, block]) => {
    const local = used.get(name);
    return [name, local === undefined ? block : { ...asObject(block), data: locals[local] ?? null }] as const;
  });
  const own = [...used.values()];
  return {
    ...json,
    locals: Object.fromEntries(Object.entries(locals).filter(([local]) => !own.includes(local))),
    resource: { ...asObject(json["resource"]), [CONFIG_MAP]: Object.fromEntries(withData) },
  };
}

/** The folded module with local values of the data, which ConfigMaps and checksums read. */
export function withDataLocals(json: JsonObject, families: readonly Family[]): JsonObject {
  let result = json;
  for (const [name, block] of Object.entries(mapsIn(json))) {
    const address = `${CONFIG_MAP}.${name}`;
    const family = families.find((each) => each.address === address);
    const data = family ? `${address}[each.key].data` : `${address}.data`;
    if (!JSON.stringify(json).includes(`jsonencode(${data}`)) continue;
    const local = name === "main" ? "config_data" : `${name}_config_data`;
    const read = family ? `local.${local}[each.key]` : `local.${local}`;
    const own = asObject(block)["data"] ?? {};
    const value = family ? `\${${ofEach(family, expressionOf(own))}}` : own;
    const written = JSON.parse(
      JSON.stringify(result).replaceAll(`jsonencode(${data}`, `jsonencode(${read}`),
    ) as JsonObject;
    const resource = asObject(written["resource"]);
    result = {
      ...written,
      locals: { ...asObject(written["locals"]), [local]: value },
      resource: {
        ...resource,
        [CONFIG_MAP]: {
          ...asObject(resource[CONFIG_MAP]),
          [name]: { ...asObject(block), data: `\${${read}}` },
        },
      },
    };
  }
  return result;
}

/** The data of all members, by their key. */
function ofEach({ collections: [collection] }: Family, body: string): string {
  if (!collection) return body;
  const noun = nounOf(collection);
  const isOfValue = body.includes("each.value.");
  const pair = `${noun} => ${body.replaceAll("each.key", noun).replaceAll("each.value.", `each_${noun}.`)}`;
  return isOfValue
    ? `{ for ${noun}, each_${noun} in var.${collection.name} : ${pair} }`
    : `{ for ${noun} in @keys:${collection.name}@ : ${pair} }`;
}
