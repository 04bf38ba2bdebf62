import { sentences as named } from "../../../src/review/topics/named-sentences.json";
import tables from "../../../src/review/topics/sentences.json";

interface SentenceRow {
  readonly text?: string;
}

interface SentenceTable {
  readonly rows: readonly SentenceRow[];
  readonly others?: readonly SentenceRow[];
}

/** A sentence of the review. */
export interface KnownSentence {
  readonly topic: string;
  /** The text of a row, with ` (2)` for the second row with that text; the name of a sentence that code names. */
  readonly id: string;
  readonly text: string;
  /** The row in the list, for a message. */
  readonly row: string;
}

/** Sentences whose texts were read since the last start. */
let read = new Set<KnownSentence>();

/** Notes a sentence each time that the text of its row is read: a review reads it only to say it. */
function noteReads(row: SentenceRow, sentence: KnownSentence): KnownSentence {
  const get = (): string => {
    read.add(sentence);
    return sentence.text;
  };
  Object.defineProperty(row, "text", { get, enumerable: true });
  return sentence;
}

function sentencesOfTable(topic: string, { rows, others = [] }: SentenceTable): KnownSentence[] {
  const seen = new Map<string, number>();
  return [...rows, ...others].flatMap((row) => {
    const { text, ...matched } = row;
    if (text === undefined) return [];
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    const id = count === 1 ? text : `${text} (${count})`;
    return noteReads(row, { topic, id, text, row: `sentences.json, ${JSON.stringify(matched)}` });
  });
}

const namedSentences = (topic: string, rows: Readonly<Record<string, SentenceRow>>): KnownSentence[] =>
  Object.entries(rows).map(([id, row]) => {
    const { text = "" } = row;
    return noteReads(row, { topic, id, text, row: `named-sentences.json, "${text}"` });
  });

const TABLES: Readonly<Record<string, SentenceTable>> = tables;
const NAMED: Readonly<Record<string, Readonly<Record<string, SentenceRow>>>> = named;

/** Sentences of the rows of `sentences.json`, and those that code names. */
export const KNOWN_SENTENCES: readonly KnownSentence[] = [
  ...Object.entries(TABLES).flatMap(([topic, table]) => sentencesOfTable(topic, table)),
  ...Object.entries(NAMED).flatMap(([topic, rows]) => namedSentences(topic, rows)),
];

/** The lines of a function, with the sentences that it reads. */
export function withReadSentences(linesOf: () => readonly string[]): {
  readonly lines: readonly string[];
  readonly read: ReadonlySet<KnownSentence>;
} {
  read = new Set();
  return { lines: linesOf(), read };
}
