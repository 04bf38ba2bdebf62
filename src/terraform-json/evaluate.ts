import { asWritten, escapeTemplates, onlyExpression, partsOf } from "../core/terraform-templates";
import { type Token, tokensOf } from "../core/terraform-tokens";
import { type Json, type JsonObject } from "./stack-json";

/** Values of variables, and templates of local values that use them. */
export interface Known {
  readonly variables: JsonObject;
  readonly locals: JsonObject;
}

/** A value with known variables replaced by their values; other expressions are unchanged. */
export function evaluated(value: Json, known: Known): Json {
  if (typeof value === "string") return evaluatedText(value, known);
  if (Array.isArray(value)) return value.map((item: Json) => evaluated(item, known));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluated(item, known)]));
}

function evaluatedText(text: string, known: Known): Json {
  if (!/\b(var|local)\./.test(text)) return text;
  const expression = onlyExpression(text);
  if (expression !== undefined) {
    const value = valueOf(expression, known);
    return value === undefined ? text : typeof value === "string" ? escapeTemplates(value) : value;
  }
  return partsOf(text)
    .map((part) => {
      const value = "expression" in part ? valueOf(part.expression, known) : undefined;
      return value === undefined ? asWritten(part) : escapeTemplates(String(value));
    })
    .join("");
}

/** Result of an expression of known variables, numbers and the supported functions; undefined for any other. */
function valueOf(expression: string, known: Known): Json | undefined {
  const tokens = tokensOf(expression);
  if (!tokens) return undefined;
  const reader = new Reader(tokens, known);
  try {
    return reader.whole();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class Unknown extends Error {}

class Reader {
  private index = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly known: Known,
  ) {}

  whole(): Json {
    const value = this.sum();
    if (this.index < this.tokens.length) throw new Unknown();
    return value;
  }

  private sum(): Json {
    let value = this.product();
    while (this.next("+")) value = number(value) + number(this.product());
    return value;
  }

  private product(): Json {
    let value = this.single();
    for (;;) {
      if (this.next("*")) value = number(value) * number(this.single());
      else if (this.next("/")) value = number(value) / number(this.single());
      else return value;
    }
  }

  private single(): Json {
    const token = this.take();
    if (token.kind === "number") return Number(token.text);
    if (token.kind !== "name") throw new Unknown();
    if (this.next("(")) {
      const apply = FUNCTIONS[token.text];
      const argument = this.sum();
      this.expect(")");
      if (!apply) throw new Unknown();
      return apply(argument);
    }
    this.expect(".");
    return this.reference(token.text, this.take().text);
  }

  private reference(kind: string, name: string): Json {
    const { variables, locals } = this.known;
    if (kind === "local" && Object.hasOwn(locals, name)) {
      const value = evaluated(locals[name] ?? null, this.known);
      if (typeof value === "string") throw new Unknown();
      return value;
    }
    if (kind !== "var" || !Object.hasOwn(variables, name)) throw new Unknown();
    const value = variables[name] ?? null;
    if (!this.next("[")) return value;
    const item = Array.isArray(value) ? (value[Number(this.take().text)] as Json | undefined) : undefined;
    this.expect("]");
    if (item === undefined) throw new Unknown();
    return item;
  }

  private take(): Token {
    const token = this.tokens[this.index];
    if (!token) throw new Unknown();
    this.index += 1;
    return token;
  }

  private next(text: string): boolean {
    if (this.tokens[this.index]?.text !== text) return false;
    this.index += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.next(text)) throw new Unknown();
  }
}

const FUNCTIONS: Readonly<Record<string, (argument: Json) => Json>> = {
  ceil: (argument) => Math.ceil(number(argument)),
  tostring: (argument) => String(argument),
};

function number(value: Json): number {
  if (typeof value !== "number") throw new Unknown();
  return value;
}
