import { byHarm } from "../stages/harm";
import { harmOfAction } from "../stages/harm-of-actions";
import { type ReviewLine } from "../stages/line";
import { type Phrase, joinPhrases, plain, say, fromTo } from "../stages/phrase";
import { type Review } from "../stages/review";
import { openCause } from "./cause-text";
import { markOf } from "./mark";
import { type PageLine } from "./page";
import { ACTION_WORDS, reasonText } from "./sections/changes";

/** Lines that are shown open. */
export const MOST_OPEN = 10;

/** Open lines of a change of which no topic says anything: its edits, which are understood as harmless. */
const MOST_QUIET = 3;

/** Edits that a line names. */
const MOST_EDITS = 2;

/** Characters of an open line. A longer line is cut, and its section has the whole. */
const LONGEST = 500;

/** Lines with the same effect and the same cause on several addresses. */
export interface JoinedLine {
  readonly line: ReviewLine;
  /** The same at other addresses. */
  readonly others: readonly ReviewLine[];
}

/** All lines of a review, the worst first, equal ones joined. Where none is about a block, the first edits follow. */
export function joinedLines(review: Review): JoinedLine[] {
  const lines = joinEqual(review.lines);
  const hasAddress = review.lines.some(({ address }) => address !== undefined);
  return hasAddress ? lines : [...lines, ...joinEqual(quietLines(review)).slice(0, MOST_QUIET)];
}

function joinEqual(lines: readonly ReviewLine[]): JoinedLine[] {
  const groups = new Map<string, ReviewLine[]>();
  const causes = new CauseKeys();
  for (const line of lines) {
    const key = effectOf(line, causes.of(line));
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].flatMap(([line, ...others]) => (line ? [{ line, others }] : []));
}

/** A number for each cause, equal for equal causes. Lines share the list of their settings, which can be long. */
class CauseKeys {
  private readonly byList = new Map<object, string>();
  private readonly byText = new Map<string, number>();

  of({ cause }: ReviewLine): number {
    const list = cause?.by === "settings" ? cause.settings : undefined;
    const text = JSON.stringify(list === undefined ? cause : { ...cause, settings: this.textOfList(list) });
    return this.numberOf(text ?? "");
  }

  private textOfList(list: object): string {
    const known = this.byList.get(list) ?? String(this.numberOf(JSON.stringify(list)));
    this.byList.set(list, known);
    return known;
  }

  private numberOf(text: string): number {
    const known = this.byText.get(text) ?? this.byText.size;
    this.byText.set(text, known);
    return known;
  }
}

/** The effect and the number of its cause, without the address. */
function effectOf({ level, harm, text, address }: ReviewLine, cause: number): string {
  const parts = text.map((part) =>
    typeof part === "object" && part.value === address ? { at: true } : part,
  );
  return JSON.stringify([level, harm, parts, cause]);
}

/** The edits of a review without a line about a block: each is understood as harmless. */
function quietLines({ changes, causes }: Review): ReviewLine[] {
  const resources = changes.resources
    .filter(({ action }) => action !== "none")
    .sort((one, other) => byHarm(harmOfAction(one), harmOfAction(other)));
  const others = changes.others.filter(({ address }) => !address.startsWith("output."));
  return [
    ...resources.map((change): ReviewLine => {
      const { layer, address, action, edits, reasons } = change;
      const why = edits.length > 0 ? edits.map(editText) : reasons.map(reasonText);
      const text = say`${[ACTION_WORDS[action]]}: ${address}${partsText(why)}`;
      return { level: "info", layer, address, text, cause: causes.ofChange(change) };
    }),
    ...others.map((change): ReviewLine => {
      const { layer, address, edits, isSensitive } = change;
      const why: Phrase[] = isSensitive ? [["a sensitive value changed"]] : edits.map(editText);
      const text = say`changed: ${address}${partsText(why)}`;
      return { level: "info", layer, address, text, cause: causes.ofChange(change) };
    }),
  ];
}

const editText = (edit: Parameters<typeof fromTo>[0]): Phrase =>
  edit.path === "" ? fromTo(edit) : say`${edit.path}: ${fromTo(edit)}`;

function partsText(parts: readonly Phrase[]): Phrase {
  if (parts.length === 0) return [];
  const rest = parts.length - MOST_EDITS;
  return [
    ", ",
    ...joinPhrases(parts.slice(0, MOST_EDITS), "; "),
    ...(rest > 0 ? [`; and ${rest} more`] : []),
  ];
}

/** An open line with its cause. `equalLines` are those of environments with the same review. */
export function openLine({ line, others }: JoinedLine, equalLines: readonly JoinedLine[] = []): PageLine {
  const more = moreText(others);
  const cause = openCause(
    line.cause,
    equalLines.map((each) => each.line.cause),
  );
  return {
    text: [...shortened(line.text), ...more],
    ...(cause.length > 0 ? { cause } : {}),
    mark: markOf(line),
  };
}

function moreText(others: readonly ReviewLine[]): Phrase {
  const [only, ...rest] = others;
  if (!only) return [];
  return rest.length === 0 && only.address !== undefined
    ? say` (and ${only.address})`
    : [` (and ${others.length} more)`];
}

/** True for a line that is shown in whole. */
export const isWholeLine = ({ text }: ReviewLine): boolean => plain(text).length <= LONGEST;

function shortened(text: Phrase): Phrase {
  let left = LONGEST;
  const kept: Phrase[number][] = [];
  for (const part of text) {
    const value = typeof part === "string" ? part : part.value;
    if (value.length > left) {
      const cut = `${value.slice(0, Math.max(0, left - 1))}…`;
      return [...kept, typeof part === "string" ? cut : { value: cut }];
    }
    kept.push(part);
    left -= value.length;
  }
  return kept;
}
