import { compareDocuments } from "../comparison/compare-json";
import { type Edit } from "../change";
import { type ReviewLine } from "../stages/line";
import { say } from "../stages/phrase";
import {
  type DecidingKind,
  type FileChange,
  eachFile,
  notUnderstood,
  parsedSides,
  remark,
  warning,
} from "./file-change";

/** Workflows: what runs for a change, with which rights, and before which approval. */
export const workflows: DecidingKind = {
  isOf: (path) => /(^|\/)\.github\/(workflows|actions)\/.*\.ya?ml$/.test(path),
  lines: eachFile((change: FileChange) => {
    const { path, before, after } = change;
    if (after === undefined)
      return [warning(say`${path} was removed: what it ran or held back no longer is`)];
    const sides = parsedSides(change);
    if (!sides) return [notUnderstood(path, "what runs for a change")];
    if (before === undefined)
      return [warning(say`${path} is new: it runs with the rights of the repository`)];
    const edits = compareDocuments(...sides);
    return edits.length > 0
      ? edits.map((edit) => lineOf(path, edit))
      : [remark(say`${path}: only comments and the layout change`)];
  }),
};

const FIXED = /@[0-9a-f]{40}$|^\.\/|^docker:.*@sha256:/;

function lineOf(path: string, { path: key, before, after }: Edit): ReviewLine {
  const place = say`${path}: ${key}`;
  const last = key.split(".").at(-1) ?? "";
  if (last === "uses" && typeof after === "string")
    return FIXED.test(after)
      ? warning(say`${place}: ${String(before)} → ${after}: other code runs`)
      : warning(
          say`${place}: ${String(before)} → ${after}, which is not fixed by a commit: its owner can change what runs`,
        );
  if (/(^|\.)permissions\b/.test(key))
    return warning(
      say`${place}: ${JSON.stringify(before ?? null)} → ${JSON.stringify(after ?? null)}: rights of the token`,
    );
  if (last === "if" || last === "environment" || last === "needs")
    return warning(say`${place}: the condition or the approval before it changes; not understood`);
  if (last === "continue-on-error")
    return warning(say`${place}: a failure no longer stops it, or stops it again`);
  if (after === undefined) return warning(say`${place} was removed: what it ran or held back no longer is`);
  return warning(say`${place} decides what runs for a change; not understood`);
}
