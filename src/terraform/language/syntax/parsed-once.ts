import { type Expression } from "./expression";
import { parseTemplate } from "./parser";

/** Templates by their text, which the stacks of an environment repeat. The oldest ones are forgotten. */
const parsedTexts = new Map<string, Expression>();
const MOST_TEXTS = 10_000;

export function parsedOnce(text: string): Expression {
  const known = parsedTexts.get(text);
  if (known) return known;
  const node = parseTemplate(text);
  if (node.kind === "constant") return node;
  parsedTexts.set(text, node);
  const [oldest] = parsedTexts.keys();
  if (parsedTexts.size > MOST_TEXTS && oldest !== undefined) parsedTexts.delete(oldest);
  return node;
}
