import { counted } from "../../base/counted";
import { type Cause } from "../stages/causes";
import { type Edit } from "../change";
import { type Phrase, joinPhrases, say, fromTo } from "../stages/phrase";
import { type SettingChange } from "../stages/setting-changes";

/** Settings that a detail names. */
const MOST_CAUSES = 4;

/** Settings that an open line names. */
const MOST_OPEN_CAUSES = 2;

/** The cause as a list of details; empty for a line that concerns no block, and for a new or removed environment. */
export function causeTexts(cause: Cause | undefined): Phrase[] {
  if (!cause || cause.by === "environment") return [];
  if (cause.by === "program")
    return [["cause: the program or its defaults; no value that shapes this changed"]];
  if (cause.by === "own file") return [["cause: an own Terraform file or component"]];
  if (cause.by === "module") return [say`cause: ${cause.at ?? WORDS.module}`];
  if (cause.by !== "settings") return [[`cause: ${cause.by}`]];
  const { settings, isOpen } = cause;
  const word = isOpen ? "possible cause" : "cause";
  const rest = settings.length - MOST_CAUSES;
  return [
    ...settings.slice(0, MOST_CAUSES).map((each) => say`${[word]}: ${settingText(each, each.at)}`),
    ...(rest > 0 ? [[`${word}s: ${counted(rest, "other changed value")}`]] : []),
  ];
}

const WORDS = {
  program: "the program or its defaults",
  "address lock": "the address lock",
  "own file": "an own Terraform file or component",
  module: "the files of the module",
  unknown: "cause unknown",
} as const;

/**
 * The cause of an open line: `mlapp.yaml:18, models[api].port: 80 → 90`. Without a cause it is empty.
 *
 * @param others causes of the same line in environments that change alike, whose files have it elsewhere
 */
export function openCause(cause: Cause | undefined, others: readonly (Cause | undefined)[] = []): Phrase {
  if (!cause || cause.by === "environment") return [];
  if (cause.by === "module" && cause.at !== undefined) return [lineOf(cause.at, []) ?? cause.at];
  if (cause.by !== "settings") return [WORDS[cause.by]];
  const { settings, isOpen } = cause;
  const elsewhere = others.flatMap((each) => (each?.by === "settings" ? [each.settings] : []));
  const shown = settings.slice(0, MOST_OPEN_CAUSES).map((each, index) =>
    settingText(
      each,
      lineOf(
        each.at,
        elsewhere.map((one) => one[index]?.at),
      ),
    ),
  );
  const rest = settings.length - shown.length;
  const more = rest > 0 ? [`; and ${counted(rest, "other value")}`] : [];
  const word = cause.isTogether ? "together " : isOpen ? "possibly " : "";
  return [...(word === "" ? [] : [word]), ...joinPhrases(shown, "; "), ...more];
}

/** `file:line` without the column, and the number of other files that have the setting. */
function lineOf(at: string | undefined, others: readonly (string | undefined)[]): string | undefined {
  if (at === undefined) return undefined;
  const files = new Set(others.map((each) => fileOf(each ?? at)));
  files.delete(fileOf(at));
  const place = at.replace(/^(.+:\d+):\d+$/, "$1");
  return files.size > 0 ? `${place} and ${counted(files.size, "other file")}` : place;
}

const fileOf = (at: string): string => at.replace(/(:\d+)+$/, "");

function settingText({ path, before, after, part }: SettingChange, at: string | undefined): Phrase {
  const edit: Edit = { path, argument: path, difference: "changed", before, after };
  const what = part === undefined ? fromTo(edit) : [part];
  return at === undefined ? say`the default of ${path}: ${what}` : say`${at}, ${path}: ${what}`;
}
