import { isDeepStrictEqual } from "node:util";
import { type Json, asArray } from "../../terraform/stack-json";
import { type ReviewLine } from "../stages/line";
import { say } from "../stages/phrase";
import {
  type DecidingKind,
  type FileChange,
  eachFile,
  keysOf,
  notUnderstood,
  parsedSides,
  remark,
  warning,
  withoutBlocks,
} from "./file-change";

/** Settings of TFLint. */
export const tflint: DecidingKind = {
  isOf: (path) => /(^|\/)\.tflint\.hcl$/.test(path),
  lines: eachFile(({ path, before = "", after = "" }: FileChange) => {
    const [was, is] = [rulesIn(before), rulesIn(after)];
    const lines = [...new Set([...is.keys(), ...was.keys()])].flatMap((name): ReviewLine[] => {
      const [old, now] = [was.get(name) ?? true, is.get(name) ?? true];
      if (old === now) return [];
      return [
        now
          ? remark(say`${path}: TFLint rule ${name} is on again`)
          : warning(say`${path}: TFLint rule ${name} is off`),
      ];
    });
    const [rest, restNow] = [before, after].map(withoutRules);
    if (rest !== restNow) return [...lines, notUnderstood(path, "which findings TFLint has")];
    return lines.length > 0 ? lines : [remark(say`${path}: only comments and the layout change`)];
  }),
};

const RULE = /^rule\s+"([^"]+)"\s*\{\s*enabled\s*=\s*(true|false)\s*\}/gm;

const rulesIn = (text: string): ReadonlyMap<string, boolean> =>
  new Map([...text.matchAll(RULE)].map(([, name = "", enabled]) => [name, enabled === "true"]));

const withoutRules = (text: string): string => withoutBlocks(text, RULE);

/** Settings of Checkov. */
export const checkov: DecidingKind = {
  isOf: (path) => /(^|\/)\.checkov\.ya?ml$/.test(path),
  lines: eachFile((change: FileChange) => {
    const { path } = change;
    const sides = parsedSides(change);
    if (!sides) return [notUnderstood(path, "which findings Checkov has")];
    const [was, is] = sides;
    const lines = keysOf(was, is).flatMap((key): ReviewLine[] => {
      if (isDeepStrictEqual(was[key], is[key])) return [];
      if (!LISTS.includes(key) || ![was[key], is[key]].every(isListOrMissing))
        return [warning(say`${path}: ${key} decides which findings Checkov has; not understood`)];
      const [old, now] = [itemsOf(was[key]), itemsOf(is[key])];
      return [
        ...now
          .filter((item) => !old.includes(item))
          .map((item) => warning(say`${path}: Checkov skips ${item}`)),
        ...old
          .filter((item) => !now.includes(item))
          .map((item) => remark(say`${path}: Checkov no longer skips ${item}`)),
      ];
    });
    return lines.length > 0 ? lines : [remark(say`${path}: only comments and the layout change`)];
  }),
};

const LISTS: readonly string[] = ["skip-check", "skip-path"];

const isListOrMissing = (value: Json | undefined): boolean => value === undefined || Array.isArray(value);

const itemsOf = (value: Json | undefined): string[] => asArray(value).map(String);
