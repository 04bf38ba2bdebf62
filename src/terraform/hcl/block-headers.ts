import { endOfQuoted } from "../language/syntax/ends";

/** The header of a block, or the name of an argument, at the top of a file. Line and column begin at 1. */
export interface BlockHeader {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  readonly column: number;
}

/** A block or an argument with what its body has. */
export interface BodyEntry extends BlockHeader {
  readonly isBlock: boolean;
  /** Blocks and arguments of the body, in their order; none of an argument. */
  readonly entries: readonly BodyEntry[];
}

/**
 * The blocks at the top of a text of HCL, in their order, with the positions that the parser does not give. The parser must have
 * accepted the text.
 */
export function blockEntries(text: string): BodyEntry[] {
  const scanner = new Scanner(text);
  const entries: BodyEntry[] = [];
  for (let entry = scanner.next(); entry; entry = scanner.next()) entries.push(entry);
  return entries;
}

const SPACE = /[\s\uFEFF]+/y;
const COMMENT = /(?:#|\/\/)[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[^\S\n]*\n/uy;

class Scanner {
  private index = 0;
  private line = 1;
  private lineStart = 0;

  constructor(private readonly text: string) {
    if (text.startsWith("\uFEFF")) this.lineStart = 1;
  }

  /** The next block or argument; the scanner is then after it. */
  next(): BodyEntry | undefined {
    this.skipBlank();
    const position = { line: this.line, column: this.index - this.lineStart + 1 };
    const type = this.take(NAME);
    if (type === undefined) return undefined;
    const labels: string[] = [];
    for (;;) {
      this.skipBlank();
      const label = this.take(NAME) ?? this.quoted();
      if (label === undefined) break;
      labels.push(label);
    }
    const isBlock = this.text[this.index] !== "=";
    if (!isBlock) this.skipExpression();
    return { type, labels, ...position, isBlock, entries: isBlock ? this.body() : [] };
  }

  /** The entries between the braces of a block. */
  private body(): BodyEntry[] {
    const entries: BodyEntry[] = [];
    this.moveTo(this.index + 1);
    for (let entry = this.next(); entry; entry = this.next()) entries.push(entry);
    this.moveTo(Math.min(this.index + 1, this.text.length));
    return entries;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.index;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.moveTo(pattern.lastIndex);
    return match[0];
  }

  private quoted(): string | undefined {
    if (this.text[this.index] !== '"') return undefined;
    const end = endOfQuoted(this.text, this.index + 1);
    const label = this.text.slice(this.index + 1, end);
    this.moveTo(end + 1);
    return label;
  }

  private skipBlank(): void {
    while (this.take(SPACE) !== undefined || this.take(COMMENT) !== undefined);
  }

  /** Skips an expression, which ends with its line, or its block, unless a bracket is open. */
  private skipExpression(): void {
    let depth = 0;
    while (this.index < this.text.length && !(depth === 0 && "\n}".includes(this.text[this.index] ?? "")))
      depth += this.step();
  }

  /** Skips a comment, a text or one character. Returns how many brackets it opens. */
  private step(): number {
    if (this.take(COMMENT) !== undefined || this.quoted() !== undefined || this.heredoc()) return 0;
    const character = this.text[this.index] ?? "";
    this.moveTo(this.index + 1);
    if ("{[(".includes(character)) return 1;
    return "}])".includes(character) ? -1 : 0;
  }

  private heredoc(): boolean {
    HEREDOC.lastIndex = this.index;
    const match = HEREDOC.exec(this.text);
    if (!match) return false;
    const end = new RegExp(`^[^\\S\\n]*${match[1] ?? ""}[^\\S\\n]*$`, "gmu");
    end.lastIndex = HEREDOC.lastIndex;
    this.moveTo(end.exec(this.text) ? end.lastIndex : this.text.length);
    return true;
  }

  private moveTo(index: number): void {
    for (let at = this.text.indexOf("\n", this.index); at >= 0 && at < index;) {
      this.line += 1;
      this.lineStart = at + 1;
      at = this.text.indexOf("\n", at + 1);
    }
    this.index = index;
  }
}
