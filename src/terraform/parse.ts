import { unlessMistake } from "./language/unless-mistake";
import { type Expression } from "./language/syntax/expression";
import { parseExpression } from "./language/syntax/parser";

/** Reads an expression; undefined for a text that Terraform cannot read. */
export const parsed = (text: string): Expression | undefined => unlessMistake(() => parseExpression(text));
