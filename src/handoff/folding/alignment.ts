/** Texts of which each member of a family has its own, and the expression that gives them. */
export interface Atom {
  readonly expression: string;
  /** One text for each member, in their order. */
  readonly texts: readonly string[];
  /** Whether the texts are a part of an expression, such as a quoted key. @default false */
  readonly isOfExpression?: boolean;
  /** The expression of an atom that an alignment uses: it makes a field. @default - its expression */
  readonly fieldExpression?: () => string;
}

/** A part of a template of several texts: a text that all have, or an atom. */
export type TextPiece = { readonly text: string } | { readonly atom: Atom };

/**
 * The template of several texts, in which atoms are in place of all that differs; undefined if something else differs. The
 * first difference must be inside of an atom, so that an equal text by chance stays as it is.
 */
export function alignedTexts(
  texts: readonly string[],
  atoms: readonly Atom[],
  before = "",
): TextPiece[] | undefined {
  const [first = ""] = texts;
  if (texts.every((text) => text === first)) return first === "" ? [] : [{ text: first }];
  const shared = sharedStart(texts);
  for (const atom of atoms) {
    const [own = ""] = atom.texts;
    for (let start = shared; start >= 0 && start > shared - own.length - 1; start -= 1) {
      if (!texts.every((text, index) => text.startsWith(atom.texts[index] ?? "", start))) continue;
      if (!isWhole(before + first, before.length + start, own)) continue;
      const context = contextAfter(before + first.slice(0, start));
      if ((context === "expression") !== (atom.isOfExpression ?? false)) continue;
      const rest = alignedTexts(
        texts.map((text, index) => text.slice(start + (atom.texts[index] ?? "").length)),
        atoms,
        before + first.slice(0, start + own.length),
      );
      if (rest) return [...(start === 0 ? [] : [{ text: first.slice(0, start) }]), { atom }, ...rest];
    }
  }
  return undefined;
}

/** A name is no part of a longer word; a zone's letter follows a digit. */
function isWhole(text: string, start: number, own: string): boolean {
  const [before, after] = [text[start - 1] ?? "", text[start + own.length] ?? ""];
  const [from, to] = [own[0] ?? "", own.at(-1) ?? ""];
  const isLetter = (each: string): boolean => /[a-z]/i.test(each);
  const isDigit = (each: string): boolean => /\d/.test(each);
  return (
    !(isLetter(before) && isLetter(from)) &&
    !(isDigit(before) && isDigit(from)) &&
    !(isLetter(to) && isLetter(after)) &&
    !(isDigit(to) && isDigit(after))
  );
}

function sharedStart(texts: readonly string[]): number {
  const [first = "", ...others] = texts;
  let end = first.length;
  for (const text of others) {
    let index = 0;
    while (index < end && text[index] === first[index]) index += 1;
    end = index;
  }
  return end;
}

/** Where a place of a template is: in its text, in an expression, or in a quoted text of an expression. */
type Context = "text" | "expression" | "quoted";

/** The context at the end of the start of a template. */
export function contextAfter(start: string): Context {
  const open: string[] = [];
  for (let index = 0; index < start.length; index += 1) {
    const character = start[index] ?? "";
    const inside = open.at(-1);
    if (inside === undefined || inside === '"') {
      if (/[$%]/.test(character) && start[index + 1] === "{" && start[index - 1] !== character) {
        open.push("{");
        index += 1;
      } else if (character === '"' && inside === '"') open.pop();
      else if (character === "\\" && inside === '"') index += 1;
    } else if (character === '"') open.push('"');
    else if (character === "{") open.push("{");
    else if (character === "}") open.pop();
  }
  const last = open.at(-1);
  return last === undefined ? "text" : last === '"' ? "quoted" : "expression";
}

export const ofExpression = (expression: string, texts: readonly string[]): Atom => ({
  expression,
  texts: texts.map((text) => JSON.stringify(text)),
  isOfExpression: true,
});

export const bothAtoms = ({ expression, texts }: Atom): Atom[] => [
  ofExpression(expression, texts),
  { expression, texts },
];
