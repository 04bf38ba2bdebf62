import { type Expression } from "../expression";
import { OPERATORS } from "./operators";

/** The text of an expression, with the parentheses that precedence requires. */
export function printed(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return JSON.stringify(expression.value);
    case "written":
      return expression.text;
    case "name":
      return expression.name;
    case "attribute":
      return `${operand(expression.of)}.${expression.name}`;
    case "index":
      return `${operand(expression.of)}[${printed(expression.key)}]`;
    case "splat":
      return `${operand(expression.of)}[*].${expression.name}`;
    case "call":
      return `${expression.name}(${expression.args.map(printed).join(", ")})`;
    case "not":
      return `!${expression.of.kind === "literal" ? `(${printed(expression.of)})` : operand(expression.of)}`;
    case "binary": {
      const { operator, left, right } = expression;
      const own = precedence(expression);
      return `${inside(left, precedence(left) < own)} ${operator} ${inside(right, precedence(right) <= own)}`;
    }
    case "conditional": {
      const { condition, then, otherwise } = expression;
      const isNested = condition.kind === "conditional";
      return `${inside(condition, isNested)} ? ${printed(then)} : ${printed(otherwise)}`;
    }
    case "object": {
      const entries = expression.entries.map(({ key, value }) => `${printedKey(key)} = ${printed(value)}`);
      return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
    }
    case "list":
      return `[${expression.items.map(printed).join(", ")}]`;
    case "each": {
      const { name, of, result, only } = expression;
      const filter = only === undefined ? "" : ` if ${printed(only)}`;
      return `[for ${name} in ${printed(of)} : ${printed(result)}${filter}]`;
    }
  }
}

const inside = (expression: Expression, needsParentheses: boolean): string =>
  needsParentheses ? `(${printed(expression)})` : printed(expression);

/** A key without quotes is a literal text; any other expression has parentheses. */
function printedKey(key: Expression): string {
  if (key.kind !== "literal" || typeof key.value !== "string") return inside(key, true);
  return /^[A-Za-z_][\w-]*$/.test(key.value) && key.value !== "for" ? key.value : printed(key);
}

const LOOSE: readonly Expression["kind"][] = ["binary", "not", "conditional"];

/** An operand of a step or a sign, which bind more tightly than every operator. */
const operand = (expression: Expression): string => inside(expression, LOOSE.includes(expression.kind));

/** A conditional binds more loosely than every operator. */
function precedence(expression: Expression): number {
  if (expression.kind === "conditional") return -1;
  if (expression.kind !== "binary") return OPERATORS.length;
  return OPERATORS.findIndex((level) => level.some((each) => each === expression.operator));
}
