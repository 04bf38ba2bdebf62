import { type Json } from "../../terraform/stack-json";
import { HIDDEN, hidden, isSecret, shownValue } from "../../terraform/shown-value";
import { type Phrase } from "../stages/phrase";

/** Characters of two values that are shown as they are; of longer ones only the difference is. */
const SHORT = 160;

/** Equal characters that are shown on each side of a difference. */
const AROUND = 30;

/** Both sides of an edit. Of long values, only the part that differs is shown. */
export function shownSides(
  path: string,
  before: Json | undefined,
  after: Json | undefined,
): [Phrase, Phrase] {
  if (before !== undefined && after !== undefined && !isSecret(path, before) && !isSecret(path, after)) {
    const [old, now] = [hidden(before), hidden(after)];
    if (isList(old) && isList(now) && isLong(JSON.stringify(old), JSON.stringify(now))) {
      return lists(path, old, now);
    }
    if (typeof old === "string" && typeof now === "string" && isLong(old, now)) return texts(path, old, now);
  }
  return [shown(path, before), shown(path, after)];
}

const shown = (path: string, value: Json | undefined): Phrase =>
  value === undefined ? ["not set"] : [{ value: shownValue(path, value) }];

const isLong = (one: string, other: string): boolean => Math.max(one.length, other.length) > SHORT;

const isList = (value: Json): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** Items that one side has and the other has not; the first that differ, if only their order does. */
function lists(path: string, old: readonly string[], now: readonly string[]): [Phrase, Phrase] {
  const [was, is] = [new Set(old), new Set(now)];
  const lost = [...was].filter((item) => !is.has(item));
  const gained = [...is].filter((item) => !was.has(item));
  if (lost.length + gained.length === 0) {
    const first = old.findIndex((item, index) => item !== now[index]);
    return [shown(path, old.slice(Math.max(first, 0))), shown(path, now.slice(Math.max(first, 0)))];
  }
  const side = (items: readonly string[]): Phrase =>
    shown(path, items.length === 0 ? undefined : items.join(", "));
  return [side(lost), side(gained)];
}

function texts(path: string, old: string, now: string): [Phrase, Phrase] {
  if (old === HIDDEN || now === HIDDEN) return [shown(path, old), shown(path, now)];
  const shortest = Math.min(old.length, now.length);
  let start = 0;
  while (start < shortest && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shortest - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const from = Math.max(0, start - AROUND);
  const part = (text: string): Phrase => {
    const to = Math.min(text.length, text.length - end + AROUND);
    return shown(path, `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`);
  };
  return [part(old), part(now)];
}
