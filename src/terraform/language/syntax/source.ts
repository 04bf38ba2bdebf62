import { Mistake } from "../../mistake";

/** The text of an expression, and the place up to which it is read. */
export class Source {
  index = 0;

  constructor(readonly text: string) {}

  /** Skips spaces and comments. */
  space(withLineBreaks: boolean): void {
    const pattern = withLineBreaks
      ? /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
      : /(?:[ \t]|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
    this.match(pattern);
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.index;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.index += found.length;
    return found;
  }

  isAt(text: string): boolean {
    return this.text.startsWith(text, this.index);
  }

  take(text: string): boolean {
    if (!this.isAt(text)) return false;
    this.index += text.length;
    return true;
  }

  rest(length: number): string {
    return this.text.slice(this.index, this.index + length);
  }

  isAtEnd(): boolean {
    return this.index >= this.text.length;
  }

  mistake(expected: string): Mistake {
    const got = this.isAtEnd() ? "the end" : this.rest(20);
    return new Mistake(`${this.text}: got ${got} at ${this.index}, expected ${expected}`);
  }
}
