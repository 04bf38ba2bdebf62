import { isMapping, mismatch, shownType, typeOfValue, unified } from "./types";
import {
  HclMap,
  HclUnknown,
  type HclValue,
  type ListType,
  Sequence,
  type Type,
  byBytes,
  decimal,
  describeValue,
  hasUnknown,
} from "./value";

/** Converts a value to a type as Terraform does. Null and unknown values have every type. */
export function converted(value: HclValue, type: Type): HclValue {
  if (value === null || value instanceof HclUnknown || type.kind === "any") return value;
  switch (type.kind) {
    case "string":
      return valueText(value);
    case "number":
      return numberOf(value);
    case "bool":
      return boolOf(value);
    case "list":
    case "set":
      return sequenceOf(value, type);
    case "tuple":
      if (!(value instanceof Sequence) || value.items.length !== type.items.length)
        throw mismatch(describeValue(value), shownType(type));
      return new Sequence(
        "tuple",
        value.items.map((item, index) => converted(item, type.items[index] ?? type)),
      );
    case "map":
      if (!isMapping(value)) throw mismatch(describeValue(value), shownType(type));
      return mapOf(value, type.of);
    case "object":
      return objectOf(value, type);
  }
}

/** A text; the type of an unknown one is not checked. */
export function valueText(value: HclValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return decimal(value);
  if (typeof value === "boolean") return String(value);
  throw mismatch(describeValue(value), "a string");
}

export function numberOf(value: HclValue): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value))
    return Number(value);
  throw mismatch(describeValue(value), "a number");
}

export function boolOf(value: HclValue): boolean {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw mismatch(describeValue(value), "a bool");
}

function sequenceOf(value: HclValue, type: ListType): HclValue {
  if (!(value instanceof Sequence)) throw mismatch(describeValue(value), shownType(type));
  const given = value.items.length === 0 ? (value.of ?? type.of) : type.of;
  if (!unified([given, type.of])) throw mismatch(shownType(typeOfValue(value)), shownType(type));
  const of = type.of.kind === "any" ? elementType(value.items, given, shownType(type)) : type.of;
  const items = value.items.map((item) => converted(item, of));
  return type.kind === "set" ? setOf(items, of) : new Sequence("list", items, of);
}

function mapOf(value: HclMap, given: Type): HclMap {
  const of = elementType([...value.entries.values()], given, "map");
  return new HclMap(
    "map",
    [...value.entries].map(([key, item]) => [key, converted(item, of)] as const),
  );
}

/** The one type of all elements. */
function elementType(items: readonly HclValue[], given: Type, expected: string): Type {
  if (given.kind !== "any") return given;
  const type = unified(items.map(typeOfValue));
  if (!type) throw mismatch("elements of different types", expected);
  return type;
}

function objectOf(value: HclValue, type: Extract<Type, { kind: "object" }>): HclValue {
  if (!isMapping(value)) throw mismatch(describeValue(value), shownType(type));
  const entries = [...type.attributes].map(([name, { type: of, optional, fallback }]) => {
    const given = value.entries.get(name);
    if (given === undefined && !optional) throw mismatch(`no attribute ${name}`, shownType(type));
    return [name, converted(given ?? fallback ?? null, of)] as const;
  });
  return new HclMap("object", entries);
}

/** A set in Terraform's order, without equal items. Unknown items keep their order, which only an apply knows. */
export function setOf(items: readonly HclValue[], of?: Type): Sequence {
  const byText = new Map(items.map((item) => [valueKey(item), item]));
  if (items.some(hasUnknown)) return new Sequence("set", [...byText.values()], of);
  return new Sequence(
    "set",
    [...byText.values()].sort((a, b) =>
      typeof a === "number" && typeof b === "number" ? a - b : byBytes(orderOf(a), orderOf(b)),
    ),
    of,
  );
}

const orderOf = (value: HclValue): string => (typeof value === "string" ? value : valueKey(value));

/** A text that is the same for equal values of the same type only. */
export function valueKey(value: HclValue): string {
  if (value instanceof HclUnknown) return `?${JSON.stringify(value.expression)}`;
  if (value instanceof Sequence) return `${value.kind}[${value.items.map(valueKey).join()}]`;
  if (value instanceof HclMap) {
    const entries = [...value.entries].map(([key, item]) => `${JSON.stringify(key)}:${valueKey(item)}`);
    return `${value.kind}{${entries.join()}}`;
  }
  return JSON.stringify(value);
}
