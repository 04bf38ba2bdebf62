import { isDeepStrictEqual } from "node:util";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { groupBy } from "../../base/group-by";
import { type ReviewLine } from "../stages/line";
import { type Phrase, say } from "../stages/phrase";
import {
  type DecidingKind,
  type FileChange,
  eachFile,
  keysOf,
  lineValue,
  notUnderstood,
  parsedSides,
  remark,
  warning,
} from "./file-change";

/** Locks of images: where images and charts are copied from, and the content that is accepted. */
export const imageLocks: DecidingKind = {
  isOf: (path) => path.endsWith(".images.lock.yaml"),
  lines: eachFile((change: FileChange) => {
    const { path } = change;
    if (change.after === undefined)
      return [warning(say`${path} was removed: no list says where images come from and what they are`)];
    const sides = parsedSides(change);
    if (!sides) return [notUnderstood(path, "where images come from")];
    const [was, is] = sides;
    const lines = keysOf(was, is).flatMap((key): ReviewLine[] =>
      LISTS.includes(key)
        ? entryLines(say`${path}: `, key, asArray(was[key]), asArray(is[key]))
        : isDeepStrictEqual(was[key], is[key])
          ? []
          : [warning(say`${path}: ${key}: ${lineValue(was[key])} → ${lineValue(is[key])}`)],
    );
    return lines.length > 0 ? lines : [remark(say`${path}: only comments and the order change`)];
  }),
};

const LISTS: readonly string[] = ["images", "charts", "owned", "excepted", "notJudged"];

/** The name of an entry on both sides; a source or a tag of the same target can change. */
const nameOfEntry = (entry: JsonObject): string =>
  String(entry["target"] ?? entry["chart"] ?? entry["source"] ?? entry["name"] ?? "");

function entryLines(where: Phrase, list: string, was: readonly Json[], is: readonly Json[]): ReviewLine[] {
  if (list === "notJudged" || list === "excepted") {
    const [old, now] = [was, is].map((items) => new Set(items.map((item) => JSON.stringify(item))));
    return [...(now ?? [])]
      .filter((item) => !old?.has(item))
      .map((item) => warning(say`${where}not listed from now on: ${item}`))
      .concat(
        [...(old ?? [])]
          .filter((item) => !now?.has(item))
          .map((item) => remark(say`${where}no longer left out: ${item}`)),
      );
  }
  const [old, now] = [keyed(was), keyed(is)];
  if (old.size < was.length || now.size < is.length)
    return isDeepStrictEqual(was, is)
      ? []
      : [warning(say`${where}${list} has two entries of one name and tag; not understood`)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((name): ReviewLine[] => {
    const [before, after] = [old.get(name), now.get(name)];
    const what = say`${where}${name}`;
    if (!after) return [remark(say`${what} is no longer in the list of ${[list]}`)];
    if (!before)
      return [warning(say`${what} is new in the list of ${[list]}, from ${lineValue(after["source"])}`)];
    return keysOf(before, after).flatMap((key) => argumentLines(what, key, before, after));
  });
}

/** Several tags of one image are entries of their own, which differ in the tag. */
const keyed = (items: readonly Json[]): ReadonlyMap<string, JsonObject> =>
  new Map(
    [...groupBy(items.map(asObject), nameOfEntry)].flatMap(([name, entries]) =>
      entries.map((entry) => [
        entries.length === 1 ? name : `${name}:${String(entry["tag"] ?? entry["version"])}`,
        entry,
      ]),
    ),
  );

function argumentLines(what: Phrase, key: string, before: JsonObject, after: JsonObject): ReviewLine[] {
  const [was, is] = [before[key], after[key]];
  if (isDeepStrictEqual(was, is)) return [];
  const change = say`${[key]} ${lineValue(was)} → ${lineValue(is)}`;
  if (key === "usedBy" || key === "platforms") return [remark(say`${what}: ${change}`)];
  if (key !== "digest") return [warning(say`${what}: ${change}`)];
  if (was === undefined) return [remark(say`${what}: the digest is recorded now, ${lineValue(is)}`)];
  if (is === undefined)
    return [warning(say`${what}: its digest is no longer recorded: any content of the tag is accepted`)];
  const versions = [before, after].map((entry) => lineValue(entry["tag"] ?? entry["version"]));
  return versions[0] === versions[1]
    ? [warning(say`${what}: ${versions[1] ?? ""} is other content than before: ${change}`)]
    : [remark(say`${what}: ${change}`)];
}
