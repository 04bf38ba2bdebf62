import { type Expression, literal } from "../../shared/terraform/expressions/expression";
import { parsed } from "../../shared/terraform/expressions/parse";
import { template } from "../../shared/terraform/expressions/print";
import {
  asWritten,
  escapeTemplates,
  onlyExpression,
  partsOf,
} from "../../shared/terraform/terraform-templates";
import { type Json, type JsonObject } from "./stack-json";

/** Values of variables, and templates of local values that use them. */
export interface Known {
  readonly variables: JsonObject;
  readonly locals: JsonObject;
}

/** A value with known variables replaced by their values; other expressions are unchanged. */
export function evaluated(value: Json, known: Known): Json {
  if (typeof value === "string") return evaluatedText(value, known);
  if (Array.isArray(value)) return value.map((item: Json) => evaluated(item, known));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluated(item, known)]));
}

function evaluatedText(text: string, known: Known): Json {
  if (!/\b(var|local)\./.test(text)) return text;
  const expression = onlyExpression(text);
  if (expression !== undefined) {
    const value = valueOf(expression, known);
    if (value === undefined) return withComparedTexts(text, expression, known);
    return typeof value === "string" ? escapeTemplates(value) : value;
  }
  return partsOf(text)
    .map((part) => {
      const value = "expression" in part ? valueOf(part.expression, known) : undefined;
      return value === undefined ? asWritten(part) : escapeTemplates(String(value));
    })
    .join("");
}

/** An expression with the texts of known variables that it compares; the text as written if there are none. */
function withComparedTexts(text: string, written: string, known: Known): string {
  const expression = parsed(written);
  if (expression === undefined) return text;
  const textOf = (side: Expression): Expression => {
    const value = isVariable(side) ? known.variables[side.name] : undefined;
    // A text with a template has another form in an expression.
    return typeof value === "string" && escapeTemplates(value) === value ? literal(value) : side;
  };
  const replaced = template(replacedIn(expression, textOf));
  return replaced === template(expression) ? text : replaced;
}

const isVariable = (side: Expression): side is Extract<Expression, { kind: "attribute" }> =>
  side.kind === "attribute" && side.of.kind === "name" && side.of.name === "var";

/** An expression with other sides of its comparisons. */
function replacedIn(expression: Expression, textOf: (side: Expression) => Expression): Expression {
  const inside = (each: Expression): Expression => replacedIn(each, textOf);
  switch (expression.kind) {
    case "binary": {
      const { operator, left, right } = expression;
      if (operator !== "==" && operator !== "!=")
        return { ...expression, left: inside(left), right: inside(right) };
      return { ...expression, left: textOf(inside(left)), right: textOf(inside(right)) };
    }
    case "conditional": {
      const { condition, then, otherwise } = expression;
      return {
        kind: "conditional",
        condition: inside(condition),
        then: inside(then),
        otherwise: inside(otherwise),
      };
    }
    case "list":
      return { ...expression, items: expression.items.map(inside) };
    case "call":
      return { ...expression, args: expression.args.map(inside) };
    case "not":
      return { ...expression, of: inside(expression.of) };
    case "each": {
      const { of, result, only } = expression;
      const filter = only === undefined ? {} : { only: inside(only) };
      return { ...expression, of: inside(of), result: inside(result), ...filter };
    }
    default:
      return expression;
  }
}

/** Result of an expression of known variables, numbers and the supported functions; undefined for any other. */
function valueOf(text: string, known: Known): Json | undefined {
  const expression = parsed(text);
  try {
    return expression && resultOf(expression, known);
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class Unknown extends Error {}

function resultOf(expression: Expression, known: Known): Json {
  switch (expression.kind) {
    case "literal":
      return number(expression.value);
    case "binary": {
      const apply = OPERATIONS[expression.operator];
      if (!apply) throw new Unknown();
      return apply(number(resultOf(expression.left, known)), number(resultOf(expression.right, known)));
    }
    case "call": {
      const [argument, ...others] = expression.args;
      const apply = FUNCTIONS[expression.name];
      if (!apply || !argument || others.length > 0) throw new Unknown();
      return apply(resultOf(argument, known));
    }
    case "attribute":
      return referenceOf(expression, known);
    case "index":
      return itemOf(expression, known);
    default:
      throw new Unknown();
  }
}

function referenceOf({ of, name }: Extract<Expression, { kind: "attribute" }>, known: Known): Json {
  const kind = of.kind === "name" ? of.name : "";
  if (kind === "var" && Object.hasOwn(known.variables, name)) return known.variables[name] ?? null;
  if (kind !== "local" || !Object.hasOwn(known.locals, name)) throw new Unknown();
  const value = evaluated(known.locals[name] ?? null, known);
  if (typeof value === "string") throw new Unknown();
  return value;
}

function itemOf({ of, key }: Extract<Expression, { kind: "index" }>, known: Known): Json {
  const whole = resultOf(of, known);
  const index = key.kind === "literal" ? Number(key.value) : undefined;
  const found = Array.isArray(whole) && index !== undefined ? (whole[index] as Json | undefined) : undefined;
  if (found === undefined) throw new Unknown();
  return found;
}

const OPERATIONS: Readonly<Partial<Record<string, (left: number, right: number) => number>>> = {
  "+": (left, right) => left + right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
};

const FUNCTIONS: Readonly<Partial<Record<string, (argument: Json) => Json>>> = {
  ceil: (argument) => Math.ceil(number(argument)),
  tostring: (argument) => String(argument),
};

function number(value: Json): number {
  if (typeof value !== "number") throw new Unknown();
  return value;
}
