import { unlessMistake } from "./language/unless-mistake";
import { type Expression } from "./language/syntax/expression";
import { namesInExpression } from "./language/syntax/names";
import { parsedExpressionOnce } from "./language/syntax/parsed-once";

/** Reads an expression; undefined for a text that Terraform cannot read. */
export const parsed = (text: string): Expression | undefined =>
  unlessMistake(() => parsedExpressionOnce(text));

/** Names in an expression; none in a text that Terraform cannot read. */
export function namesInText(text: string): ReturnType<typeof namesInExpression> {
  const node = parsed(text);
  return node ? namesInExpression(node) : { chains: [], functions: [] };
}
