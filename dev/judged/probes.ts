import { type Json, type JsonObject, jsonIn } from "../../src/terraform/stack-json";
import { leavesOf } from "../../src/infrastructure/judged/leaves";
import { OTHER_ACCOUNT } from "../mutate/additions/values";
import { type Place, edited } from "../mutate/generated/json-places";
import { weakerThan } from "./weakenings";

/** A change of one argument of a block. */
export interface Probe {
  readonly path: string;
  readonly config: JsonObject;
  /** Values before and after, which messages repeat. */
  readonly values: readonly [Json | undefined, Json | undefined];
}

/** Items of a list that are changed: the first ones. */
const MOST_ITEMS = 2;

/** Keys of a chart, an add-on or a program: another one reads other keys, so that none of them is judged in general. */
const OF_PROGRAMS = /^(values|configuration_values|data|binary_data|set\w*|user_data|dashboard_body)(\.|$)/;

/** Removals and weakenings of each argument, and additions of those that other blocks of the type or its schema have. */
export function probesOf(config: JsonObject, additions: ReadonlyMap<string, readonly Json[]>): Probe[] {
  const own = new Set(leavesOf(config).map(({ path }) => path));
  [...own].filter((path) => OF_PROGRAMS.test(path)).forEach((path) => own.delete(path));
  const changes = [...own].flatMap((path) => changesAt(config, path));
  const added = [...additions]
    .filter(([path]) => !own.has(path) && !OF_PROGRAMS.test(path))
    .flatMap(([path, values]) => values.flatMap((value) => addedAt(config, path, value)));
  return [...changes, ...added];
}

/** Places of a path in a value: an index is a step of the place, and none of the path. */
function placesOf(value: Json, wanted: string, path = "", place: Place = []): PlacedValue[] {
  if (path === wanted && !Array.isArray(value)) return [{ place, value }];
  const inside = typeof value === "string" ? jsonIn(value) : value;
  if (inside === undefined || inside === null || typeof inside !== "object") return [];
  if (path !== "" && !wanted.startsWith(`${path}.`) && path !== wanted) return [];
  return Object.entries(inside).flatMap(([key, item]: [string, Json]) =>
    Array.isArray(inside)
      ? placesOf(item, wanted, path, [...place, Number(key)])
      : key === "//"
        ? []
        : placesOf(item, wanted, path === "" ? key : `${path}.${key}`, [...place, key]),
  );
}

interface PlacedValue {
  readonly place: Place;
  readonly value: Json;
}

function changesAt(config: JsonObject, path: string): Probe[] {
  return placesOf(config, path)
    .slice(0, MOST_ITEMS)
    .flatMap(({ place, value }) => {
      const probe = (to: Json | undefined): Probe => ({
        path,
        config: edited(config, place, to) as JsonObject,
        values: [value, to],
      });
      const principal = /\.Statement\.Principal$/.test(path)
        ? [probe("*"), probe({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` })]
        : [];
      return [probe(undefined), ...principal, ...weakerThan(value).map(probe)];
    });
}

/** Adds an argument in the first block that can hold it. */
function addedAt(config: JsonObject, path: string, value: Json): Probe[] {
  const steps = path.split(".");
  const place: (string | number)[] = [];
  let inside: Json | undefined = config;
  for (const step of steps) {
    while (Array.isArray(inside)) {
      place.push(0);
      inside = (inside as readonly Json[])[0];
    }
    if (typeof inside === "string") inside = jsonIn(inside);
    while (Array.isArray(inside)) {
      place.push(0);
      inside = (inside as readonly Json[])[0];
    }
    place.push(step);
    inside = inside !== null && typeof inside === "object" ? (inside as JsonObject)[step] : undefined;
  }
  return [{ path, config: edited(config, place, value) as JsonObject, values: [undefined, value] }];
}
