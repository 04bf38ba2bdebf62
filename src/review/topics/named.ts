import { type Harm } from "../stages/harm";
import { type Level } from "../stages/line";
import { firstAndMore, type Phrase, say } from "../stages/phrase";
import { sentences } from "./named-sentences.json";
import { alone, type Effect, effectAt, type LinePlace, type More, type TopicLine } from "./topic";

/** A sentence with its rank. */
interface Sentence {
  /** @default attention */
  readonly level?: Level;
  readonly harm?: Harm;
  /** Names in braces are words. */
  readonly text: string;
}

type Sentences = typeof sentences;
const SENTENCES = sentences as Readonly<Record<keyof Sentences, Readonly<Record<string, Sentence>>>>;

/** Words of a sentence by their names. A text or a number is shown as a value. */
export type Words = Readonly<Record<string, string | number | Phrase>>;

/** The sentences of a topic on what no row can find, such as a way through the network: its code names them. */
export function sentencesOf<T extends keyof Sentences>(topic: T) {
  type Name = keyof Sentences[T] & string;
  const effect = (name: Name, place: LinePlace, words: Words = {}, more: More = {}): Effect => {
    const sentence = SENTENCES[topic][name];
    if (!sentence) throw new Error(`named-sentences.json: no sentence "${name}" of ${topic}`);
    const { level = "attention", harm, text } = sentence;
    const inWords = (names: Phrase): Phrase => withWords(text, { address: names, ...words });
    return effectAt(level, place, inWords, { harm, ...more });
  };
  const line = (name: Name, place: LinePlace, words?: Words, more?: More): TopicLine =>
    alone(effect(name, place, words, more));
  /** One line for all of some blocks, at the first one; none without blocks. */
  const together = (name: Name, places: readonly LinePlace[]): TopicLine[] =>
    places.slice(0, 1).map((first) => {
      const { text, ...rest } = effect(name, first);
      return { ...rest, text: text(firstAndMore(places.map(({ address }) => address))) };
    });
  return { effect, line, together };
}

const withWords = (text: string, words: Words): Phrase =>
  phraseOf(text, (name) => {
    const word = words[name];
    return word === undefined ? undefined : say`${word}`;
  });

/** The phrase of a sentence with words in braces; a word in quotes is shown as a value. */
export const phraseOf = (text: string, wordOf: (name: string) => Phrase | undefined): Phrase =>
  text.split(/[{}]/).flatMap((part, index): Phrase => {
    if (index % 2 === 0) return part === "" ? [] : [part];
    if (part.startsWith("'")) return say`${part.slice(1, -1)}`;
    const word = wordOf(part);
    if (!word) throw new Error(`no word {${part}} for "${text}"`);
    return word;
  });
