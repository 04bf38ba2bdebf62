import { type Expression } from "./expression";
import { printed } from "./expressions/print";

/** An expression as a template, which Terraform JSON reads. */
export const template = (expression: Expression): string => `\${${printed(expression)}}`;
