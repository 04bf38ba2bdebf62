import { type Json, type JsonObject, jsonIn } from "../../../src/terraform/stack-json";

/** Steps to a value in a block: names, and indexes of lists. The text of a JSON document is entered as its keys. */
export type Place = readonly (string | number)[];

/** The value with another one at a place; `undefined` removes it. */
export function edited(value: Json, [step, ...rest]: Place, to: Json | undefined): Json | undefined {
  if (step === undefined) return to;
  if (typeof value === "string") return JSON.stringify(edited(jsonIn(value) ?? null, [step, ...rest], to));
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => (index === step ? (edited(item, rest, to) ?? []) : [item]));
  const object = (value ?? {}) as JsonObject;
  const item = edited(object[step] ?? null, rest, to);
  const all = Object.hasOwn(object, step)
    ? Object.entries(object)
    : [...Object.entries(object), [String(step), null] as const];
  return Object.fromEntries(
    all.flatMap(([key, own]) =>
      key !== step ? [[key, own] as const] : item === undefined ? [] : [[key, item] as const],
    ),
  );
}

/** The place in words, without indexes. */
export const pathOf = (place: Place): string => place.filter((step) => typeof step === "string").join(".");
