/** A value of a JSON text, with its offset. */
export interface PositionedJson {
  readonly offset: number;
  /** Offset after it. */
  readonly end: number;
  /** Entries of an object, in their order; a key can occur twice. @default - it is no object */
  readonly entries?: readonly PositionedEntry[];
  /** Items of a list. @default - it is no list */
  readonly items?: readonly PositionedJson[];
}

interface PositionedEntry {
  readonly key: string;
  /** Offset of the opening quote of the key. */
  readonly keyOffset: number;
  readonly value: PositionedJson;
}

/** The positions of all values in a text of valid JSON. */
export const positionedJson = (text: string): PositionedJson => new Reader(text).value();

const BLANK = /[\s\uFEFF]*/y;
const TEXT = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

class Reader {
  private index = 0;

  constructor(private readonly text: string) {}

  value(): PositionedJson {
    this.take(BLANK);
    const offset = this.index;
    const opening = this.text[offset];
    if (opening === "{") {
      const entries = this.listed("}", () => this.entry());
      return { offset, end: this.index, entries };
    }
    if (opening === "[") {
      const items = this.listed("]", () => this.value());
      return { offset, end: this.index, items };
    }
    this.take(opening === '"' ? TEXT : SCALAR);
    return { offset, end: this.index };
  }

  private entry(): PositionedEntry {
    const keyOffset = this.index;
    const key = JSON.parse(this.take(TEXT)) as string;
    this.take(BLANK);
    this.index += 1;
    return { key, keyOffset, value: this.value() };
  }

  /** Items between an opening mark and its closing one, separated by commas. */
  private listed<T>(closing: string, read: () => T): T[] {
    const all: T[] = [];
    do {
      this.index += 1;
      this.take(BLANK);
      if (this.text[this.index] === closing) break;
      all.push(read());
      this.take(BLANK);
    } while (this.text[this.index] === ",");
    this.index += 1;
    return all;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.index;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.index += found.length;
    return found;
  }
}
