import { isDeepStrictEqual } from "node:util";
import { asWritten, templateParts } from "../../terraform/terraform-templates";
import { type TextPiece, contextAfter } from "./alignment";
import { type KnownValues } from "./fold-request";
import { type Naming } from "./naming";
import { NotFoldableError } from "./not-foldable";

/** A part of a text that comes from a variable. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly template: string;
}

/**
 * A template of texts with the variables that the module has in them. Where members have different variables with the same
 * value, the template has a field.
 */
export function withVariables(
  pieces: readonly TextPiece[],
  texts: readonly string[],
  changed: readonly string[],
  naming: Naming,
  path: readonly string[],
): string {
  const spans = changed.map((template, index) => spansOf(texts[index] ?? "", template, naming.known));
  const offsets = texts.map(() => 0);
  let result = "";
  for (const piece of pieces) {
    if ("text" in piece) {
      const inside = spans.map((own, index) => inPiece(own, offsets[index] ?? 0, piece.text.length));
      result += textPiece(piece.text, inside, naming, path);
    } else {
      const isExpression = contextAfter(result) === "expression";
      const expression = piece.atom.fieldExpression?.() ?? piece.atom.expression;
      result += isExpression ? expression : `\${${expression}}`;
    }
    texts.forEach((_, index) => {
      offsets[index] =
        (offsets[index] ?? 0) + ("text" in piece ? piece.text : (piece.atom.texts[index] ?? "")).length;
    });
  }
  return result;
}

function textPiece(
  text: string,
  spans: readonly (readonly Span[])[],
  naming: Naming,
  path: readonly string[],
): string {
  const [first = []] = spans;
  if (spans.some(({ length }) => length !== first.length))
    throw new NotFoldableError(`${path.join(".")}: variables at other places`);
  let result = "";
  let at = 0;
  first.forEach((span, place) => {
    const all = spans.map((own) => own[place] ?? span);
    if (all.some(({ from, to }) => from !== span.from || to !== span.to))
      throw new NotFoldableError(`${path.join(".")}: variables at other places`);
    const isSame =
      all.every(({ template }) => template === span.template) && !naming.hasOwnVariable(span.template);
    const computed = (): string => {
      const found = naming.overFields(
        all.map((each) => each.template),
        path,
      );
      if (found === undefined) throw new NotFoldableError(`${path.join(".")}: other expressions`);
      return found;
    };
    const template = isSame ? span.template : computed();
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
function spansOf(text: string, template: string, { valueOf }: KnownValues): Span[] {
  if (text === template) return [];
  const spans: Span[] = [];
  let at = 0;
  for (const part of templateParts(template)) {
    const written = asWritten(part);
    if (!("expression" in part) || text.startsWith(written, at)) {
      if (!text.startsWith(written, at)) throw new NotFoldableError(`${template}: another text`);
      at += written.length;
      continue;
    }
    const value = valueOf(written);
    const [next] = templateParts(text.slice(at));
    const open = next && "expression" in next ? asWritten(next) : "";
    const shown = open !== "" && isDeepStrictEqual(valueOf(open), value) ? open : String(value);
    if (!text.startsWith(shown, at)) throw new NotFoldableError(`${template}: another value of ${written}`);
    spans.push({ from: at, to: at + shown.length, template: written });
    at += shown.length;
  }
  return spans;
}
