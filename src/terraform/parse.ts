import { own } from "../base/own";
import { templateParts } from "./terraform-templates";
import { tokensOf } from "./terraform-tokens";
import { type Expression } from "./expression";
import { type Operator, OPERATORS } from "./expressions/operators";

type Token = NonNullable<ReturnType<typeof tokensOf>>[number];

/** Reads an expression; undefined if it has other syntax than `Expression` has. */
export function parsed(text: string): Expression | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  try {
    return new Parser(tokens).whole();
  } catch (error) {
    if (error instanceof OtherSyntax) return undefined;
    throw error;
  }
}

type Entry = Extract<Expression, { kind: "object" }>["entries"][number];

class OtherSyntax extends Error {}

class Parser {
  private index = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.expression();
    if (this.index < this.tokens.length) throw new OtherSyntax();
    return expression;
  }

  private expression(): Expression {
    const condition = this.binary(0);
    if (!this.next("?")) return condition;
    const then = this.expression();
    this.expect(":");
    return { kind: "conditional", condition, then, otherwise: this.expression() };
  }

  private binary(level: number): Expression {
    const operators: readonly Operator[] | undefined = OPERATORS[level];
    if (!operators) return this.signed();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.next(each));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
  }

  private signed(): Expression {
    return this.next("!") ? { kind: "not", of: this.signed() } : this.steps(this.single());
  }

  private steps(start: Expression): Expression {
    let of = start;
    for (;;) {
      if (this.next(".")) of = { kind: "attribute", of, name: this.name() };
      else if (this.next("[")) of = this.indexed(of);
      else return of;
    }
  }

  private indexed(of: Expression): Expression {
    if (this.next("*")) {
      this.expect("]");
      this.expect(".");
      return { kind: "splat", of, name: this.name() };
    }
    const key = this.expression();
    this.expect("]");
    return { kind: "index", of, key };
  }

  private single(): Expression {
    const token = this.take();
    if (token.kind === "number") return { kind: "literal", value: Number(token.text) };
    if (token.kind === "quoted") return quoted(token.text);
    if (token.kind === "name") return this.named(token.text);
    if (token.text === "(") {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    if (token.text === "{") return { kind: "object", entries: this.entries() };
    if (token.text !== "[") throw new OtherSyntax();
    return this.next("for") ? this.each() : { kind: "list", items: this.until("]") };
  }

  private named(name: string): Expression {
    if (this.next("(")) return { kind: "call", name, args: this.until(")") };
    const word = own(WORDS, name);
    return word === undefined ? { kind: "name", name } : { kind: "literal", value: word };
  }

  /** Expressions with commas between them, and the mark after the last one. */
  private until(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.next(end)) {
      if (items.length > 0) this.expect(",");
      items.push(this.expression());
    }
    return items;
  }

  private entries(): Entry[] {
    const entries: Entry[] = [];
    while (!this.next("}")) {
      if (entries.length > 0) this.expect(",");
      const key = this.key();
      if (!this.next("=")) this.expect(":");
      entries.push({ key, value: this.expression() });
    }
    return entries;
  }

  private key(): Expression {
    const token = this.tokens[this.index];
    if (token?.kind !== "name") return this.single();
    return { kind: "literal", value: this.name() };
  }

  private each(): Expression {
    const name = this.name();
    this.expect("in");
    const of = this.expression();
    this.expect(":");
    const result = this.expression();
    const only = this.next("if") ? { only: this.expression() } : {};
    this.expect("]");
    return { kind: "each", name, of, result, ...only };
  }

  private name(): string {
    const token = this.take();
    if (token.kind !== "name") throw new OtherSyntax();
    return token.text;
  }

  private take(): Token {
    const token = this.tokens[this.index];
    if (!token) throw new OtherSyntax();
    this.index += 1;
    return token;
  }

  private next(text: string): boolean {
    const token = this.tokens[this.index];
    if (token?.text !== text || token.kind === "quoted") return false;
    this.index += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.next(text)) throw new OtherSyntax();
  }
}

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

function quoted(text: string): Expression {
  const isPlain = templateParts(text.slice(1, -1)).every((part) => "text" in part);
  try {
    return isPlain ? { kind: "literal", value: JSON.parse(text) as string } : { kind: "written", text };
  } catch {
    // HCL has escapes that JSON does not have.
    return { kind: "written", text };
  }
}
