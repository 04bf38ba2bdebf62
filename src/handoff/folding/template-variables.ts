import { type Json, textsIn } from "../../terraform/stack-json";
import { templateParts } from "../../terraform/terraform-templates";

/** The names of the variables in the texts of a value. */
export const variablesIn = (value: Json): string[] =>
  textsIn(value).flatMap((text) => [...text.matchAll(/\bvar\.(\w+)/g)].map(([, name = ""]) => name));

/** The name of the variable that is the whole value; undefined if it is another one. */
export const onlyVariable = (value: Json): string | undefined =>
  typeof value === "string" ? /^\$\{var\.(\w+)\}$/.exec(value)?.[1] : undefined;

/** Whether a text is one expression, with no text around it. */
export function isOneExpression(text: string): boolean {
  const [part, ...others] = templateParts(text);
  return part !== undefined && "expression" in part && others.length === 0;
}
