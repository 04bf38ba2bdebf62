import { isDeepStrictEqual } from "node:util";
import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";
import { type ReviewLine } from "../stages/line";
import { say } from "../stages/phrase";
import { BINARY } from "../../base/program-name";
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

/** The package and its lock: the release of the program, and what npm installs and runs. */
export const packages: DecidingKind = {
  isOf: (path) => /(^|\/)(package\.json|package-lock\.json|npm-shrinkwrap\.json|\.npmrc)$/.test(path),
  lines: eachFile((change: FileChange) => {
    const { path } = change;
    const sides = path.endsWith(".npmrc") ? undefined : parsedSides(change);
    if (!sides) return [notUnderstood(path, "which packages npm installs, and from where")];
    const [was, is] = sides;
    const isLock = !path.endsWith("package.json");
    const lines = isLock ? lockLines(path, was, is) : packageLines(path, was, is);
    return lines.length > 0 ? lines : [remark(say`${path}: no package and no script changes`)];
  }),
};

/** Keys that describe the package to people. */
const DESCRIPTIVE: readonly string[] = [
  "name",
  "description",
  "keywords",
  "license",
  "author",
  "repository",
  "homepage",
  "bugs",
  "private",
];

function packageLines(path: string, was: JsonObject, is: JsonObject): ReviewLine[] {
  return keysOf(was, is)
    .filter((key) => !DESCRIPTIVE.includes(key) && !isDeepStrictEqual(was[key], is[key]))
    .flatMap((key): ReviewLine[] => {
      const [old, now] = [asObject(was[key]), asObject(is[key])];
      const names = keysOf(old, now).filter((name) => !isDeepStrictEqual(old[name], now[name]));
      if (names.length === 0)
        return [warning(say`${path}: ${key}: ${lineValue(was[key])} → ${lineValue(is[key])}`)];
      if (key === "scripts")
        return names.map((name) =>
          warning(say`${path}: the command of ${`scripts.${name}`} changes; not understood`),
        );
      return names.map((name) =>
        warning(say`${path}: ${name} ${lineValue(old[name])} → ${lineValue(now[name])}${meaningOf(name)}`),
      );
    });
}

const meaningOf = (name: string) =>
  name === BINARY || name.endsWith(`/${BINARY}`)
    ? say`: other defaults, checks and facts decide; compare with ${["review --to"]}`
    : [];

/** Packages that a line names. */
const MOST = 5;

function lockLines(path: string, was: JsonObject, is: JsonObject): ReviewLine[] {
  const [old, now] = [asObject(was["packages"]), asObject(is["packages"])];
  const lines = keysOf(old, now)
    .filter((name) => name !== "")
    .flatMap((name) => installedLines(path, name, old[name], now[name]));
  const rest = lines.length - MOST;
  return [
    ...lines.slice(0, MOST),
    ...(rest > 0 ? [warning(say`${path}: ${rest} more packages change`)] : []),
    ...(lines.length === 0 && !isDeepStrictEqual(was, is)
      ? [warning(say`${path}: what the lock requires changes; not understood`)]
      : []),
  ];
}

function installedLines(
  path: string,
  name: string,
  before: Json | undefined,
  after: Json | undefined,
): ReviewLine[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (after === undefined) return [warning(say`${path}: ${name} is no longer installed`)];
  const [was, is] = [asObject(before), asObject(after)];
  const package_ = say`${path}: ${name} ${lineValue(is["version"])}`;
  if (before === undefined) return [warning(say`${package_} is new`)];
  if (was["version"] !== is["version"])
    return [warning(say`${path}: ${name} ${lineValue(was["version"])} → ${lineValue(is["version"])}`)];
  if (is["integrity"] === undefined && was["integrity"] !== undefined)
    return [warning(say`${package_} has no checksum: any content is installed`)];
  if (was["integrity"] !== is["integrity"])
    return [warning(say`${package_} is other content of the same release`)];
  const [from, to] = [hostOf(was["resolved"]), hostOf(is["resolved"])];
  if (from !== to) return [warning(say`${package_} comes from another registry: ${from} → ${to}`)];
  if (is["hasInstallScript"] === true && was["hasInstallScript"] !== true)
    return [warning(say`${package_} runs a script when it is installed`)];
  return [warning(say`${package_} changes in other values; not understood`)];
}

const hostOf = (value: Json | undefined): string =>
  typeof value === "string"
    ? (/^[a-z+]+:\/\/(?:[^/@]*@)?([^/]+)/.exec(value)?.[1] ?? "another place")
    : "not set";
