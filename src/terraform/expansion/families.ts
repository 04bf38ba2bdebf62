import { type Json, type JsonObject, blocks } from "../stack-json";
import { Mistake } from "../mistake";
import { type NameScope } from "./scope";
import { parseExpression } from "./syntax/parser";
import { escaped } from "./syntax/print";
import { numberOf } from "./values/convert";
import { HclMap, HclUnknown, type HclValue, Sequence, describeValue, object, tuple } from "./values/value";
import { valueOfJson } from "./module-scope";

/** A resource or data source as written. */
export interface Written {
  readonly section: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** `aws_subnet.private`, `data.aws_vpc.main`. */
  readonly address: string;
  readonly body: JsonObject;
}

/** An instance of a block, with the names that its arguments can use. */
export interface BlockInstance {
  /** `["a"]`, `[0]`, or nothing for the only one. */
  readonly key: string;
  readonly names: ReadonlyMap<string, HclValue>;
}

export function writtenIn(module: JsonObject): Written[] {
  const found: Written[] = [];
  for (const section of ["resource", "data"] as const)
    for (const byType of blocks(module[section]))
      for (const [type, byNames] of Object.entries(byType))
        for (const byName of blocks(byNames))
          for (const [name, bodies] of Object.entries(byName))
            for (const body of blocks(bodies)) {
              const prefix = section === "data" ? "data." : "";
              found.push({ section, type, name, address: `${prefix}${type}.${name}`, body });
            }
  return found;
}

/** Instances of a block; undefined if their keys are not known before an apply. */
export function instancesIn(
  { address, body }: Written,
  scope: NameScope,
): readonly BlockInstance[] | undefined {
  try {
    if (body["for_each"] !== undefined) return eachOf(valueOfJson(body["for_each"] as Json, scope));
    if (body["count"] !== undefined) return countOf(valueOfJson(body["count"] as Json, scope));
  } catch (error) {
    throw error instanceof Mistake ? error.inBlock(address) : error;
  }
  return [{ key: "", names: new Map() }];
}

function countOf(value: HclValue): readonly BlockInstance[] | undefined {
  if (value instanceof HclUnknown) return undefined;
  const count = numberOf(value);
  if (!Number.isInteger(count) || count < 0)
    throw new Mistake(`got count ${count}, expected a whole number of 0 or more`);
  return Array.from({ length: count }, (_, index) => ({
    key: `[${index}]`,
    names: new Map([["count", object([["index", index]])]]),
  }));
}

function eachOf(value: HclValue): readonly BlockInstance[] | undefined {
  if (value instanceof HclUnknown) return undefined;
  return keysOf(value)?.map(([key, item]) => ({
    key: `[${JSON.stringify(key)}]`,
    names: new Map([
      [
        "each",
        object([
          ["key", key],
          ["value", item],
        ]),
      ],
    ]),
  }));
}

function keysOf(value: HclValue): (readonly [string, HclValue])[] | undefined {
  if (value instanceof HclMap) return [...value.entries];
  if (!(value instanceof Sequence) || value.kind !== "set")
    throw new Mistake(
      `got ${describeValue(value)} for for_each, expected a map, an object or a set of strings`,
    );
  if (value.items.some((item) => item instanceof HclUnknown)) return undefined;
  return value.items.map((item) => {
    if (typeof item !== "string")
      throw new Mistake(`got ${describeValue(item)} in for_each, expected strings only`);
    return [item, item] as const;
  });
}

/** The value of a reference to a block with several instances; undefined for any other. */
export function familyValue(
  { address, body }: Written,
  instances: readonly BlockInstance[] | undefined,
  renamed: ReadonlyMap<string, string>,
): HclValue | undefined {
  const only = body["for_each"] === undefined && body["count"] === undefined;
  if (only) return renamed.has(address) ? reference(renamed.get(address) ?? address) : undefined;
  if (!instances) return undefined;
  const items = instances.map(({ key, names }) => {
    const each = names.get("each");
    const name = each instanceof HclMap ? String(each.entries.get("key")) : key;
    const target = renamed.get(`${address}${key}`) ?? `${address}${key}`;
    return [name, reference(target)] as const;
  });
  return body["for_each"] === undefined ? tuple(items.map(([, item]) => item)) : object(items);
}

const reference = (address: string): HclUnknown => new HclUnknown(parseExpression(escaped(address)));
