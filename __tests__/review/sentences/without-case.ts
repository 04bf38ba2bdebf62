import { type SentenceCase } from "./case";
import { KNOWN_SENTENCES, type KnownSentence } from "./read-sentences";
import { saidLines } from "./said-lines";
import { TOPIC_TEXTS } from "./topic-texts";

/** A sentence, or a text in the code of a topic, of which no case has a line. */
export interface WithoutCase {
  /** The topic of a sentence; the file of another text. */
  readonly topic: string;
  readonly id: string;
  /** For a message. */
  readonly row: string;
}

/** Whether a line has the text between words in braces; a word in quotes is shown as it is. */
function isIn(line: string, text: string): boolean {
  let from = 0;
  return text
    .replace(/\{'([^']*)'\}/g, "$1")
    .split(/\{[^}]*\}/)
    .every((part) => {
      const at = line.indexOf(part, from);
      from = at + part.length;
      return at >= 0;
    });
}

/** Sentences and texts that no line of a case has. */
export function withoutCase(cases: readonly SentenceCase[]): WithoutCase[] {
  const said = cases.map(saidLines);
  const isSaid = (sentence: KnownSentence): boolean =>
    said.some(({ lines, read }) => read.has(sentence) && lines.some((line) => isIn(line, sentence.text)));
  const lines = said.flatMap((each) => each.lines);
  return [
    ...KNOWN_SENTENCES.filter((each) => !isSaid(each)),
    ...TOPIC_TEXTS.filter(({ text }) => !lines.some((line) => isIn(line, text))).map(({ file, text }) => ({
      topic: file,
      id: text,
      row: `a text in src/review/topics/${file}`,
    })),
  ];
}
