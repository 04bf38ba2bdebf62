import { asWritten, escapeTemplates, partsOf } from "../../../shared/terraform/terraform-templates";
import { type Json } from "../../../proof/terraform-json/stack-json";
import { type Piece, contextAfter } from "./alignment";
import { type Naming } from "./naming";
import { NotAlike } from "./not-alike";

/** A part of a text that comes from a variable. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly template: string;
  /** Name of the variable, if the template has nothing else. */
  readonly variable: string;
}

/**
 * A template of texts with the variables that the module has in them. Where members have different variables with the same
 * value, the template has a field.
 */
export function withVariables(
  pieces: readonly Piece[],
  texts: readonly string[],
  changed: readonly string[],
  naming: Naming,
  path: readonly string[],
): string {
  const spans = changed.map((template, index) => spansOf(texts[index] ?? "", template, naming.variables));
  const offsets = texts.map(() => 0);
  let result = "";
  for (const piece of pieces) {
    if ("text" in piece) {
      const inside = spans.map((own, index) => inPiece(own, offsets[index] ?? 0, piece.text.length));
      result += textPiece(piece.text, inside, texts.length, naming, path);
    } else {
      const isExpression = contextAfter(result) === "expression";
      const expression = piece.atom.made?.() ?? piece.atom.expression;
      result += isExpression ? expression : `\${${expression}}`;
    }
    texts.forEach((_, index) => {
      offsets[index] = (offsets[index] ?? 0) + ("text" in piece ? piece.text : (piece.atom.texts[index] ?? "")).length;
    });
  }
  return result;
}

function textPiece(
  text: string,
  spans: readonly (readonly Span[])[],
  count: number,
  naming: Naming,
  path: readonly string[],
): string {
  const [first = []] = spans;
  if (spans.some(({ length }) => length !== first.length))
    throw new NotAlike(`${path.join(".")}: variables at other places`);
  let result = "";
  let at = 0;
  first.forEach((span, place) => {
    const all = spans.map((own) => own[place] ?? span);
    if (all.some(({ from, to }) => from !== span.from || to !== span.to))
      throw new NotAlike(`${path.join(".")}: variables at other places`);
    const value = text.slice(span.from, span.to);
    const isSame = all.every(({ template }) => template === span.template) && !naming.hasOwnVariable(span.template);
    const sources = Array.from({ length: count }, () => value);
    const variables = all.map(({ variable }) => variable);
    const template = isSame
      ? span.template
      : `\${${naming.fieldExpression(sources, variables, [...path.slice(0, -1), variables[0] ?? ""])}}`;
    result += text.slice(at, span.from) + template;
    at = span.to;
  });
  return result + text.slice(at);
}

/** Spans within a piece, from its start. One across its end is a part of the atom beside it. */
const inPiece = (spans: readonly Span[], start: number, length: number): Span[] =>
  spans
    .filter(({ from, to }) => from >= start && to <= start + length)
    .map((span) => ({ ...span, from: span.from - start, to: span.to - start }));

/** Where the variables of a template are in the text that it gives with their values. */
function spansOf(text: string, template: string, variables: ReadonlyMap<string, Json>): Span[] {
  if (text === template) return [];
  const spans: Span[] = [];
  let at = 0;
  for (const part of partsOf(template)) {
    const written = asWritten(part);
    const [, name, index] = ("expression" in part && /^var\.(\w+)(?:\[(\d+)\])?$/.exec(part.expression)) || [];
    if (name === undefined) {
      if (!text.startsWith(written, at)) throw new NotAlike(`${template}: another expression of variables`);
      at += written.length;
      continue;
    }
    const whole = variables.get(name);
    const value = escapeTemplates(String(index === undefined ? whole : (whole as Json[])[Number(index)]));
    if (!text.startsWith(value, at)) throw new NotAlike(`${template}: another value of ${name}`);
    spans.push({ from: at, to: at + value.length, template: written, variable: name });
    at += value.length;
  }
  return spans;
}
