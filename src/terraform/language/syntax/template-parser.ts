import { type Expression, constant } from "./expression";
import { type Source } from "./source";

/** End of a template: a quote, the end of a string of JSON, or the end of the lines of a heredoc. */
export type Ending = "quote" | "end" | "heredoc";

type Token =
  | { readonly kind: "text"; text: string }
  | { readonly kind: "value"; readonly expression: Expression }
  | { readonly kind: "if"; readonly condition: Expression }
  | { readonly kind: "for"; readonly keyName?: string; readonly valueName: string; readonly of: Expression }
  | { readonly kind: "else" | "endif" | "endfor" };

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

export class TemplateParser {
  private readonly tokens: Token[] = [];
  private at = 0;

  constructor(
    private readonly source: Source,
    private readonly expression: () => Expression,
  ) {}

  whole(ending: Ending): Expression {
    this.read(ending);
    const parts = this.parts([]);
    const [first, ...others] = parts;
    if (first === undefined) return constant("");
    if (others.length > 0) return { kind: "template", parts };
    if (first.kind === "constant" && typeof first.value === "string") return first;
    // A template of one value has its type, except in a heredoc, which is a text.
    return ending === "heredoc" ? { kind: "template", parts } : first;
  }

  private read(ending: Ending): void {
    let trimsNext = false;
    for (;;) {
      const text = this.text(ending);
      if (text !== "") this.tokens.push({ kind: "text", text: trimsNext ? text.trimStart() : text });
      trimsNext = false;
      if (ending === "quote" && this.source.take('"')) return;
      if (this.source.isAtEnd()) {
        if (ending === "quote") throw this.source.mistake("a quote");
        return;
      }
      if (this.source.isAt("${") || this.source.isAt("%{")) trimsNext = this.sequence();
    }
  }

  /** Text up to a sequence or the end; up to the next line in a heredoc, of which a strip marker trims one line. */
  private text(ending: Ending): string {
    let text = "";
    for (;;) {
      text += this.source.match(/[^$%"\\\n]*/y) ?? "";
      const escape = this.source.match(/\$\$\{|%%\{/y);
      if (escape !== undefined) text += escape.slice(1);
      else if (this.source.isAtEnd() || this.source.isAt("${") || this.source.isAt("%{")) break;
      else if (ending === "quote" && this.source.isAt('"')) break;
      else if (ending === "quote" && this.source.isAt("\n")) throw this.source.mistake("a quote");
      else if (ending === "quote" && this.source.take("\\")) text += this.escaped();
      else {
        const character = this.source.match(/[^]/uy) ?? "";
        text += character;
        if (ending === "heredoc" && character === "\n") break;
      }
    }
    return text.normalize("NFC");
  }

  private escaped(): string {
    const code = this.source.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
    if (code !== undefined) return String.fromCodePoint(parseInt(code.slice(1), 16));
    const text = ESCAPED[this.source.rest(1)];
    if (text === undefined) throw this.source.mistake("an escape such as \\n");
    this.source.index += 1;
    return text;
  }

  /** Reads `${…}` or `%{…}`; true if it trims the spaces after it. */
  private sequence(): boolean {
    const isValue = this.source.take("${");
    if (!isValue) this.source.take("%{");
    if (this.source.take("~")) {
      const last = this.tokens.at(-1);
      if (last?.kind === "text") last.text = last.text.trimEnd();
    }
    this.tokens.push(isValue ? { kind: "value", expression: this.expression() } : this.directive());
    this.source.space(true);
    const trims = this.source.take("~");
    if (!this.source.take("}")) throw this.source.mistake("}");
    return trims;
  }

  private directive(): Token {
    const name = this.word();
    if (name === "if") return { kind: "if", condition: this.expression() };
    if (name === "else" || name === "endif" || name === "endfor") return { kind: name };
    if (name !== "for") throw this.source.mistake("if, else, endif, for or endfor");
    const first = this.word();
    this.source.space(true);
    const second = this.source.take(",") ? this.word() : undefined;
    if (this.word() !== "in") throw this.source.mistake("in");
    const of = this.expression();
    return second === undefined
      ? { kind: "for", valueName: first, of }
      : { kind: "for", keyName: first, valueName: second, of };
  }

  private word(): string {
    this.source.space(true);
    const word = this.source.match(/[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
    if (word === undefined) throw this.source.mistake("a name");
    return word;
  }

  /** Parts up to one of the directives, or up to the end. */
  private parts(ends: readonly string[]): Expression[] {
    const parts: Expression[] = [];
    for (;;) {
      const token = this.tokens[this.at];
      if (!token) {
        if (ends.length > 0) throw this.source.mistake(ends.join(" or "));
        return parts;
      }
      if (ends.includes(token.kind)) return parts;
      this.at += 1;
      if (token.kind === "text") parts.push(constant(token.text));
      else if (token.kind === "value") parts.push(token.expression);
      else if (token.kind === "if") parts.push(this.condition(token.condition));
      else if (token.kind === "for") parts.push(this.loop(token));
      else throw this.source.mistake(`no ${token.kind}`);
    }
  }

  private condition(condition: Expression): Expression {
    const then = templateExpression(this.parts(["else", "endif"]));
    const hasElse = this.tokens[this.at]?.kind === "else";
    if (hasElse) this.at += 1;
    const otherwise = hasElse ? templateExpression(this.parts(["endif"])) : constant("");
    this.at += 1;
    return { kind: "condition", condition, then, otherwise };
  }

  private loop({ keyName, valueName, of }: Extract<Token, { kind: "for" }>): Expression {
    const result = templateExpression(this.parts(["endfor"]));
    this.at += 1;
    const rest = { key: undefined, only: undefined, grouped: false, joined: true };
    return { kind: "for", keyName, valueName, of, result, ...rest };
  }
}

const templateExpression = (parts: readonly Expression[]): Expression => ({ kind: "template", parts });
