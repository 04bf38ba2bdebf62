import { type Json } from "../../src/terraform/stack-json";

/** Marks a value that is known after apply. */
export const UNKNOWN = Symbol("known after apply");

/** A planned value with its unknown parts. */
export type Value = Json | typeof UNKNOWN | readonly Value[] | { readonly [key: string]: Value };

/** Whether any part of a value is known after apply. */
export function hasUnknown(value: Value): boolean {
  if (value === UNKNOWN) return true;
  return value !== null && typeof value === "object" && Object.values(value).some(hasUnknown);
}

/** The `change` of a plan: a value and its unknown parts, in two trees. A list of unknown ids is an unknown set. */
export function change(value: Value, before: Value) {
  return {
    actions: ["update"],
    before: before === null ? null : known(before),
    after: known(value),
    after_unknown: unknown(value),
    after_sensitive: marks(value),
  };
}

const isSet = (value: Value): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => item === UNKNOWN);

function known(value: Value): Json {
  if (value === UNKNOWN) return null;
  if (Array.isArray(value)) return (value as readonly Value[]).map(known);
  if (value === null || typeof value !== "object") return value as Json;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== UNKNOWN && !isSet(item))
      .map(([key, item]) => [key, known(item)]),
  );
}

function unknown(value: Value): Json {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return (value as readonly Value[]).map(unknown);
  if (value === null || typeof value !== "object") return false;
  const parts = Object.entries(value).map(([key, item]): [string, Json] => [
    key,
    isSet(item) || unknown(item),
  ]);
  return Object.fromEntries(parts.filter(([, item]) => item !== false));
}

function marks(value: Value): Json {
  if (Array.isArray(value)) return isSet(value) ? [] : (value as readonly Value[]).map(marks);
  if (value === null || typeof value !== "object") return false;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, Json] => [key, marks(item)])
      .filter(([, item]) => item !== false),
  );
}
