import { compareDocuments } from "../comparison/compare-json";
import { type Edit } from "../change";
import { type ReviewLine } from "../stages/line";
import { say } from "../stages/phrase";
import {
  type DecidingKind,
  type FileChange,
  attention,
  eachFile,
  info,
  notUnderstood,
  parsedSides,
} from "./file-change";

/** Workflows: what runs for a change, with which rights, and before which approval. */
export const workflows: DecidingKind = {
  isOf: (path) => /(^|\/)\.github\/(workflows|actions)\/.*\.ya?ml$/.test(path),
  lines: eachFile((change: FileChange) => {
    const { path, before, after } = change;
    if (after === undefined)
      return [attention(say`${path} was removed: what it ran or held back no longer is`)];
    const sides = parsedSides(change);
    if (!sides) return [notUnderstood(path, "what runs for a change")];
    if (before === undefined)
      return [attention(say`${path} is new: it runs with the rights of the repository`)];
    const edits = compareDocuments(...sides);
    return edits.length > 0
      ? edits.map((edit) => lineOf(path, edit))
      : [info(say`${path}: only comments and the layout change`)];
  }),
};

const FIXED = /@[0-9a-f]{40}$|^\.\/|^docker:.*@sha256:/;

function lineOf(path: string, { path: key, before, after }: Edit): ReviewLine {
  const place = say`${path}: ${key}`;
  const last = key.split(".").at(-1) ?? "";
  if (last === "uses" && typeof after === "string")
    return FIXED.test(after)
      ? attention(say`${place}: ${String(before)} → ${after}: other code runs`)
      : attention(
          say`${place}: ${String(before)} → ${after}, which is not fixed by a commit: its owner can change what runs`,
        );
  if (/(^|\.)permissions\b/.test(key))
    return attention(
      say`${place}: ${JSON.stringify(before ?? null)} → ${JSON.stringify(after ?? null)}: rights of the token`,
    );
  if (last === "if" || last === "environment" || last === "needs")
    return attention(say`${place}: the condition or the approval before it changes; not understood`);
  if (last === "continue-on-error")
    return attention(say`${place}: a failure no longer stops it, or stops it again`);
  if (after === undefined) return attention(say`${place} was removed: what it ran or held back no longer is`);
  return attention(say`${place} decides what runs for a change; not understood`);
}
