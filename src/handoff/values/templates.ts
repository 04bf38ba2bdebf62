import { isCidr } from "../../base/cidr";
import { type NumberTerm, numberTerm } from "./number-terms";
import { type RangeTerm, rangeTerm } from "./range-terms";

/** A value with its text in the stack, then in each trial. */
export interface Shown {
  readonly shown: readonly string[];
  /** Its number in the stack, then in each trial. @default - it is a text */
  readonly numbers?: readonly number[];
}

/** A part of a text that values fill. */
export interface Span<Value> {
  readonly start: number;
  readonly end: number;
  /** The value whose text the part is, or a computation with numbers. */
  readonly filled:
    { readonly by: Value } | { readonly computed: NumberTerm<Value> } | { readonly ranged: RangeTerm<Value> };
}

/**
 * The parts of a text that values fill, such that the text with the values of each trial is that of the trial. Undefined if the
 * values do not explain each trial. `texts` are that of the stack, then those of the trials.
 */
export function spansOf<Value extends Shown>(
  texts: readonly string[],
  values: readonly Value[],
): Span<Value>[] | undefined {
  const possible = values
    .filter(({ shown }) => shown.every((each, index) => texts[index]?.includes(each)))
    .sort((a, b) => longest(b) - longest(a));
  const numbers = values.filter((each) => each.numbers !== undefined);
  const ofRanges = texts.every((text) => text.includes("/"))
    ? values.filter(({ shown }) => shown.every(isCidr))
    : [];
  return search(
    texts,
    texts.map(() => 0),
    { possible, numbers, ofRanges, dead: new Set() },
  );
}

const longest = ({ shown }: Shown): number => Math.max(...shown.map(({ length }) => length));

interface Known<Value> {
  readonly possible: readonly Value[];
  readonly numbers: readonly Value[];
  readonly ofRanges: readonly Value[];
  /** Places from which no rest is explained. */
  readonly dead: Set<string>;
}

function search<Value extends Shown>(
  texts: readonly string[],
  from: readonly number[],
  known: Known<Value>,
): Span<Value>[] | undefined {
  let places = from;
  while (!isDead(places, known)) {
    if (texts.every((text, index) => places[index] === text.length)) return [];
    for (const { filled, lengths } of candidatesAt(texts, places, known)) {
      const next = places.map((place, index) => place + (lengths[index] ?? 0));
      const rest = search(texts, next, known);
      if (rest) return [{ start: places[0] ?? 0, end: next[0] ?? 0, filled }, ...rest];
    }
    known.dead.add(places.join());
    const characters = new Set(texts.map((text, index) => text[places[index] ?? 0]));
    if (characters.size !== 1 || characters.has(undefined)) return undefined;
    places = places.map((place) => place + 1);
  }
  return undefined;
}

const isDead = (places: readonly number[], { dead }: Known<unknown>): boolean => dead.has(places.join());

interface Candidate<Value> {
  readonly filled: Span<Value>["filled"];
  readonly lengths: readonly number[];
}

/** The values that can begin here. A number is computed only where no value has its text. */
function candidatesAt<Value extends Shown>(
  texts: readonly string[],
  places: readonly number[],
  { possible, numbers, ofRanges }: Known<Value>,
): Candidate<Value>[] {
  const direct = possible
    .filter(({ shown }) => shown.every((each, index) => texts[index]?.startsWith(each, places[index])))
    .map((by) => ({ filled: { by }, lengths: by.shown.map(({ length }) => length) }));
  const ranges = texts.map((text, index) => tokenAt(RANGE, text, places[index] ?? 0));
  const ranged = ranges.includes("") ? undefined : rangeTerm(ranges, ofRanges);
  if (ranged) return [...direct, { filled: { ranged }, lengths: ranges.map(({ length }) => length) }];
  const tokens = texts.map((text, index) => tokenAt(NUMBER, text, places[index] ?? 0));
  if (tokens.some((token) => token === "") || new Set(tokens).size === 1) return direct;
  const computed = numberTerm(tokens.map(Number), numbers);
  return computed
    ? [...direct, { filled: { computed }, lengths: tokens.map(({ length }) => length) }]
    : direct;
}

/** The text of a pattern that begins at a place and is no part of a longer word; empty if none does. */
function tokenAt(pattern: RegExp, text: string, place: number): string {
  if (/[\w.]/.test(text[place - 1] ?? "")) return "";
  pattern.lastIndex = place;
  return pattern.exec(text)?.[0] ?? "";
}

const NUMBER = /(0|[1-9]\d*)(?![\d.])/y;
const RANGE = /\d+\.\d+\.\d+\.\d+\/\d+/y;
