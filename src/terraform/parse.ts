import { Mistake } from "./mistake";
import { type Expression } from "./language/syntax/expression";
import { parseExpression } from "./language/syntax/parser";

/** Reads an expression; undefined for a text that Terraform cannot read. */
export function parsed(text: string): Expression | undefined {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof Mistake) return undefined;
    throw error;
  }
}
