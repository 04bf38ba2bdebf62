import { Mistake } from "../../mistake";
import { type Attribute, HclMap, HclUnknown, type HclValue, Sequence, type Type } from "./value";

export const ANY_TYPE: Type = { kind: "any" };
const STRING: Type = { kind: "string" };
const NUMBER: Type = { kind: "number" };
const BOOL: Type = { kind: "bool" };

export function typeOfValue(value: HclValue): Type {
  if (value === null || value instanceof HclUnknown) return ANY_TYPE;
  if (typeof value === "string") return STRING;
  if (typeof value === "number") return NUMBER;
  if (typeof value === "boolean") return BOOL;
  if (value instanceof Sequence) {
    const { kind, items } = value;
    if (kind === "tuple") return { kind, items: items.map(typeOfValue) };
    return { kind, of: (items.length === 0 && value.of) || (unified(items.map(typeOfValue)) ?? ANY_TYPE) };
  }
  const types = [...value.entries].map(([name, item]) => [name, typeOfValue(item)] as const);
  if (value.kind === "map") return { kind: "map", of: unified(types.map(([, type]) => type)) ?? ANY_TYPE };
  return {
    kind: "object",
    attributes: new Map(types.map(([name, type]) => [name, { type, optional: false }])),
  };
}

/** The type to which all of the types convert; undefined if there is none. */
export function unified(types: readonly Type[]): Type | undefined {
  const known = types.filter(({ kind }) => kind !== "any");
  const [first] = known;
  if (!first) return ANY_TYPE;
  const kinds = new Set(known.map(({ kind }) => kind));
  const are = (...wanted: readonly Type["kind"][]): boolean =>
    [...kinds].every((kind) => wanted.includes(kind));
  if (are("string", "number", "bool")) {
    if (kinds.size === 1) return first;
    return kinds.has("string") ? STRING : undefined;
  }
  if (are("map", "object")) return unifiedMappings(known, kinds.has("map"));
  if (are("tuple", "list", "set")) return unifiedSequences(known, kinds);
  return undefined;
}

function unifiedMappings(types: readonly Type[], hasMap: boolean): Type | undefined {
  const parts = types.map((type): ReadonlyMap<string, Type> => {
    if (type.kind === "map") return new Map([["", type.of]]);
    if (type.kind !== "object") return new Map();
    return new Map([...type.attributes].map(([name, { type: of }]) => [name, of]));
  });
  const names = new Set(parts.flatMap((part) => [...part.keys()]));
  if (!hasMap && parts.every((part) => part.size === names.size)) {
    const attributes = new Map<string, Attribute>();
    for (const name of names) {
      const type = unified(parts.map((part) => part.get(name) ?? ANY_TYPE));
      if (!type) return undefined;
      attributes.set(name, { type, optional: false });
    }
    return { kind: "object", attributes };
  }
  const of = unified(parts.flatMap((part) => [...part.values()]));
  return of && { kind: "map", of };
}

function unifiedSequences(types: readonly Type[], kinds: ReadonlySet<string>): Type | undefined {
  const parts = types.map((type): readonly Type[] =>
    type.kind === "tuple" ? type.items : type.kind === "list" || type.kind === "set" ? [type.of] : [],
  );
  const [first = []] = parts;
  if (kinds.size === 1 && kinds.has("tuple") && parts.every((part) => part.length === first.length)) {
    const items = first.map((_, index) => unified(parts.map((part) => part[index] ?? ANY_TYPE)));
    const found = items.filter((item) => item !== undefined);
    return found.length === items.length ? { kind: "tuple", items: found } : undefined;
  }
  const of = unified(parts.flat());
  return of && { kind: kinds.has("list") || !kinds.has("set") ? "list" : "set", of };
}

export function shownType(type: Type): string {
  if (type.kind === "tuple") return `tuple([${type.items.map(shownType).join(", ")}])`;
  if (type.kind === "object")
    return `object({${[...type.attributes].map(([name, { type: of }]) => `${name} = ${shownType(of)}`).join(", ")}})`;
  return "of" in type ? `${type.kind}(${shownType(type.of)})` : type.kind;
}

export const mismatch = (value: string, expected: string): Mistake =>
  new Mistake(`got ${value}, expected ${expected}`);

export const isMapping = (value: HclValue): value is HclMap => value instanceof HclMap;
