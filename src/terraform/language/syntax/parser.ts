import { type For, type Expression, type ObjectEntry, OPERATOR_LEVELS, constant } from "./expression";
import { heredocLines } from "./heredoc";
import { Source } from "./source";
import { type Ending, TemplateParser } from "./template-parser";

/** Reads an expression as written between `${` and `}`, or after `=`. */
export function parseExpression(text: string): Expression {
  const source = new Source(text);
  const parser = new ExpressionParser(source);
  const node = parser.withLineBreaks(() => parser.expression());
  source.space(true);
  if (!source.isAtEnd()) throw source.mistake("an operator or the end");
  return node;
}

/** Reads a string of Terraform JSON, which is a template. */
export function parseTemplate(text: string): Expression {
  if (!/[$%]\{/.test(text)) return constant(text.normalize("NFC"));
  const source = new Source(text);
  return new ExpressionParser(source).template("end");
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

const SIGN = /\.\.\.|=>|==|!=|>=|<=|&&|\|\||::|[-+*/%<>=!?:.,()[\]{}]/y;

class ExpressionParser {
  /** Whether a line break is a space, as between brackets. */
  private breaks = true;

  constructor(private readonly source: Source) {}

  withLineBreaks<T>(read: () => T, breaks = true): T {
    const before = this.breaks;
    this.breaks = breaks;
    const result = read();
    this.breaks = before;
    return result;
  }

  expression(): Expression {
    const condition = this.binary(0);
    if (!this.next("?")) return condition;
    const then = this.expression();
    this.expect(":");
    return { kind: "condition", condition, then, otherwise: this.expression() };
  }

  template(ending: Ending): Expression {
    return new TemplateParser(this.source, () => this.withLineBreaks(() => this.expression())).whole(ending);
  }

  private binary(level: number): Expression {
    const operators = OPERATOR_LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.next(each));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    for (const operator of ["!", "-"])
      if (this.next(operator)) return { kind: "unary", operator, of: this.unary() };
    return this.steps(this.single());
  }

  private steps(start: Expression, onlyAttributes = false): Expression {
    let of = start;
    for (;;) {
      if (this.next(".")) of = this.attribute(of);
      else if (!onlyAttributes && this.next("[")) of = this.indexed(of);
      else return of;
    }
  }

  private attribute(of: Expression): Expression {
    if (this.next("*")) return { kind: "splat", of, each: this.steps({ kind: "item" }, true) };
    this.source.space(this.breaks);
    const digits = this.source.match(/\d+/y);
    if (digits !== undefined) return { kind: "index", of, key: constant(Number(digits)) };
    return { kind: "attribute", of, name: this.name() };
  }

  private indexed(of: Expression): Expression {
    return this.withLineBreaks(() => {
      if (this.next("*")) {
        this.expect("]");
        return { kind: "splat", of, each: this.steps({ kind: "item" }) };
      }
      const key = this.expression();
      this.expect("]");
      return { kind: "index", of, key };
    });
  }

  private single(): Expression {
    this.source.space(this.breaks);
    const number = this.source.match(/\d+(\.\d+)?([eE][+-]?\d+)?/y);
    if (number !== undefined) return constant(Number(number));
    if (this.source.take('"')) return this.template("quote");
    const heredoc = this.source.match(/<<-?[\p{ID_Start}_][\p{ID_Continue}-]*[ \t]*\r?\n/uy);
    if (heredoc !== undefined) return this.heredoc(heredoc);
    if (this.next("(")) return this.parenthesized();
    if (this.next("[")) return this.withLineBreaks(() => this.list());
    if (this.next("{")) return this.braces();
    return this.named(this.name());
  }

  private parenthesized(): Expression {
    return this.withLineBreaks(() => {
      const inner = this.expression();
      this.expect(")");
      return inner;
    });
  }

  private heredoc(opening: string): Expression {
    const marker = opening.replace(/^<<-?/, "").trim();
    const lines = heredocLines(this.source, marker, opening.startsWith("<<-"));
    const source = new Source(lines);
    return new ExpressionParser(source).template("heredoc");
  }

  private named(first: string): Expression {
    let name = first;
    while (this.next("::")) name = `${name}::${this.name()}`;
    if (this.next("(")) return this.withLineBreaks(() => this.call(name));
    if (name !== first) throw this.source.mistake("(");
    const word = WORDS.get(name);
    return word === undefined ? { kind: "name", name } : constant(word);
  }

  private call(name: string): Expression {
    const args: Expression[] = [];
    while (!this.next(")")) {
      if (args.length > 0) {
        this.expect(",");
        if (this.next(")")) break;
      }
      args.push(this.expression());
      if (!this.next("...")) continue;
      this.expect(")");
      return { kind: "call", name, args, spread: true };
    }
    return { kind: "call", name, args, spread: false };
  }

  private list(): Expression {
    if (this.nextWord("for")) return this.forIn("]");
    const items: Expression[] = [];
    while (!this.next("]")) {
      if (items.length > 0) {
        this.expect(",");
        if (this.next("]")) break;
      }
      items.push(this.expression());
    }
    return { kind: "tuple", items };
  }

  private braces(): Expression {
    const isFor = this.withLineBreaks(() => this.isFor());
    if (isFor) return this.withLineBreaks(() => this.forIn("}"));
    const entries: ObjectEntry[] = [];
    for (;;) {
      this.source.space(true);
      if (this.next("}")) return { kind: "object", entries };
      const key = this.key();
      if (!this.next("=")) this.expect(":");
      const value = this.withLineBreaks(() => this.expression(), false);
      entries.push({ key, value });
      this.source.space(false);
      if (this.source.take(",") || this.source.match(/\r?\n/y) !== undefined) continue;
      this.expect("}");
      return { kind: "object", entries };
    }
  }

  private isFor(): boolean {
    const start = this.source.index;
    const found = this.nextWord("for") && this.source.match(/[ \t\n]+[\p{ID_Start}_]/uy) !== undefined;
    this.source.index = start;
    if (found) this.nextWord("for");
    return found;
  }

  /** A name as key is its own text, but not in parentheses and not as the begin of a longer expression. */
  private key(): Expression {
    const start = this.source.index;
    const name = this.source.match(/[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
    if (name !== undefined && (this.isNext("=") || this.isNext(":")) && !this.isNext("=="))
      return constant(name.normalize("NFC"));
    this.source.index = start;
    return this.withLineBreaks(() => this.expression(), false);
  }

  private forIn(end: string): For {
    const first = this.name();
    const second = this.next(",") ? this.name() : undefined;
    if (!this.nextWord("in")) throw this.source.mistake("in");
    const of = this.expression();
    this.expect(":");
    const begin = this.expression();
    const key = end === "}" ? begin : undefined;
    if (key) this.expect("=>");
    const result = key ? this.expression() : begin;
    const grouped = key !== undefined && this.next("...");
    const only = this.nextWord("if") ? this.expression() : undefined;
    this.expect(end);
    const [keyName, valueName] = second === undefined ? [undefined, first] : [first, second];
    return { kind: "for", keyName, valueName, of, key, result, only, grouped, joined: false };
  }

  private name(): string {
    this.source.space(this.breaks);
    const name = this.source.match(/[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
    if (name === undefined) throw this.source.mistake("an expression");
    return name;
  }

  private nextWord(word: string): boolean {
    this.source.space(this.breaks);
    return this.source.match(new RegExp(`${word}(?![\\p{ID_Continue}-])`, "uy")) !== undefined;
  }

  private isNext(text: string): boolean {
    const start = this.source.index;
    const found = this.next(text);
    this.source.index = start;
    return found;
  }

  /** Reads a sign as a whole: `=` is not the begin of `==`. */
  private next(text: string): boolean {
    this.source.space(this.breaks);
    const start = this.source.index;
    if (this.source.match(SIGN) === text) return true;
    this.source.index = start;
    return false;
  }

  private expect(text: string): void {
    if (!this.next(text)) throw this.source.mistake(text);
  }
}
