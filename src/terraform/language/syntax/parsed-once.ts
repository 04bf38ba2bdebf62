import { type Expression } from "./expression";
import { parseExpression, parseTemplate } from "./parser";

const MOST_TEXTS = 10_000;

/** A parser that keeps its results by their text, which the stacks of an environment repeat. The oldest ones are forgotten. */
function remembering(parse: (text: string) => Expression): (text: string) => Expression {
  const parsedTexts = new Map<string, Expression>();
  return (text) => {
    const known = parsedTexts.get(text);
    if (known) return known;
    const node = parse(text);
    if (node.kind === "constant") return node;
    parsedTexts.set(text, node);
    const [oldest] = parsedTexts.keys();
    if (parsedTexts.size > MOST_TEXTS && oldest !== undefined) parsedTexts.delete(oldest);
    return node;
  };
}

export const parsedOnce = remembering(parseTemplate);
export const parsedExpressionOnce = remembering(parseExpression);
