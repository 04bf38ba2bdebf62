import { type Expression } from "./expression";
import { printedExpression } from "./language/syntax/print";

/** An expression as a template, which Terraform JSON reads. */
export const template = (expression: Expression): string => `\${${printedExpression(expression)}}`;
