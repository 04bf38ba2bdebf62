import { unlessMistake } from "./language/unless-mistake";
import { type Expression } from "./language/syntax/expression";
import { namesIn } from "./language/syntax/names";
import { parseExpression } from "./language/syntax/parser";

/** Reads an expression; undefined for a text that Terraform cannot read. */
export const parsed = (text: string): Expression | undefined => unlessMistake(() => parseExpression(text));

/** Names in an expression; none in a text that Terraform cannot read. */
export function namesInText(text: string): ReturnType<typeof namesIn> {
  const node = parsed(text);
  return node ? namesIn(node) : { chains: [], functions: [] };
}
