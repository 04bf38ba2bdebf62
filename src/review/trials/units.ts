import { groupBy } from "../../base/group-by";
import { type SettingChange, type SettingChanges } from "../stages/setting-changes";

/** Changed settings that one trial takes together: one value, a new or removed part, or a list whose items have no names. */
export interface Unit {
  /** Path of what contains all of its changes. */
  readonly path: string;
  /** Its changes, without an empty value that others fill. */
  readonly changes: readonly SettingChange[];
}

/** The changed settings of both sides, at most `most` units: parts of the file instead of settings where there are more. */
export function trialUnits(changes: SettingChanges, most: number): Unit[] {
  const shaping = changes.all.filter(({ path }) => !WITHOUT_EFFECT.test(path));
  const levels = [
    grouped(shaping, (change) => unnamedList(changes.partOf(change))),
    ...[3, 2, 1].map((steps) => grouped(shaping, ({ path }) => unnamedList(firstSteps(path, steps)))),
    grouped(shaping, () => ""),
  ];
  const fitting = levels.find(({ length }) => length <= most) ?? [];
  const filled = new Set(shaping.flatMap(({ path }) => prefixesOf(path).slice(0, -1)));
  return fitting.map((unit) => ({ ...unit, changes: unit.changes.filter(({ path }) => !filled.has(path)) }));
}

/** Keys that shape no stack. */
const WITHOUT_EFFECT = /^waivers\b/;

/** Items without names have other indexes after an item before them is gone: their list changes as a whole. */
const unnamedList = (path: string): string => path.replace(/\[\d+\].*$/, "");

/** The first steps of a path: `models[api].replicas` of `models[api].replicas.min`. */
export const firstSteps = (path: string, steps: number): string =>
  (path.match(/\[[^\]]*\]|[^.[]+/g) ?? [])
    .slice(0, steps)
    .reduce((all, step) => `${all}${all === "" || step.startsWith("[") ? "" : "."}${step}`, "");

/** Whether one path is that of the other or of a value in it. */
export const isPathInside = (path: string, outer: string): boolean =>
  outer === "" || path === outer || (path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length)));

/** Changes by the shortest path around them, in the order of the changes: an empty list and its first item are one. */
function grouped(changes: readonly SettingChange[], pathOf: (change: SettingChange) => string): Unit[] {
  const paths = new Set(changes.map(pathOf));
  const outermost = (path: string): string => prefixesOf(path).find((each) => paths.has(each)) ?? path;
  const units = groupBy(changes, (change) => outermost(pathOf(change)));
  return [...units].map(([path, some]) => ({ path, changes: some }));
}

/** `models`, `models[api]` and `models[api].port` of the last one. */
export const prefixesOf = (path: string): string[] =>
  [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index)).concat(path);
