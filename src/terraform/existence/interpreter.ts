import { type Expression } from "../expression";
import { parsed } from "../parse";
import { isTemplate, onlyExpression, templateParts } from "../terraform-templates";
import { own } from "../../base/own";
import { type Json, type JsonObject, asObject } from "../stack-json";
import { FUNCTIONS } from "./functions";
import {
  NOT_KNOWN,
  NotKnown,
  type Partial,
  SOME,
  amountOf,
  booleanIn,
  isList,
  isMap,
  isScalar,
  numberIn,
} from "./partial-value";
import { type Operator } from "../expressions/operators";

/** Values that the expressions of a stack may name. */
export interface StackScope {
  /** Declarations of variables. */
  readonly variables: JsonObject;
  readonly locals: JsonObject;
  /** Values in the place of defaults. @default - none */
  readonly assigned?: ReadonlyMap<string, boolean>;
  /** `each` or `count` of an instance. @default - a block as written, for all of its instances */
  readonly names?: ReadonlyMap<string, Partial>;
}

/** Evaluates expressions with the default values of variables, as far as this is possible without Terraform. */
export class Interpreter {
  /** Names of the variables whose values were used. */
  readonly variables = new Set<string>();
  private readonly open = new Set<string>();
  private readonly bound: Map<string, Partial>;

  constructor(private readonly scope: StackScope) {
    this.bound = new Map(scope.names);
  }

  /** Value of an argument of Terraform JSON. */
  value(written: Json): Partial {
    if (typeof written === "string") return this.text(written);
    if (Array.isArray(written)) return written.map((item: Json) => this.value(item));
    if (written === null || typeof written !== "object") return written;
    if (Object.keys(written).some(isTemplate)) return SOME;
    return Object.fromEntries(Object.entries(written).map(([key, item]) => [key, this.value(item as Json)]));
  }

  private text(text: string): Partial {
    const expression = onlyExpression(text);
    if (expression !== undefined) return this.written(expression);
    let whole = "";
    for (const part of templateParts(text)) {
      const value =
        "text" in part ? part.text : "expression" in part ? this.written(part.expression) : NOT_KNOWN;
      if (!isScalar(value)) return NOT_KNOWN;
      whole += String(value);
    }
    return whole;
  }

  private written(text: string): Partial {
    const expression = parsed(text);
    return expression ? this.of(expression) : NOT_KNOWN;
  }

  private of(expression: Expression): Partial {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "name":
        return this.bound.get(expression.name) ?? NOT_KNOWN;
      case "attribute":
        return this.attribute(expression);
      case "index": {
        const key = this.of(expression.key);
        return typeof key === "string" || typeof key === "number"
          ? part(this.of(expression.of), key)
          : NOT_KNOWN;
      }
      case "splat": {
        const whole = this.of(expression.of);
        return isList(whole) ? whole.map((item) => part(item, expression.name)) : NOT_KNOWN;
      }
      case "call": {
        const apply = own(FUNCTIONS, expression.name);
        return apply ? apply(expression.args.map((each) => this.of(each))) : NOT_KNOWN;
      }
      case "not": {
        const value = booleanIn(this.of(expression.of));
        return value === undefined ? NOT_KNOWN : !value;
      }
      case "binary":
        return operated(expression.operator, this.of(expression.left), this.of(expression.right));
      case "conditional":
        return this.conditional(expression);
      case "list":
        return expression.items.map((item) => this.of(item));
      case "object":
        return this.object(expression);
      case "each":
        return this.each(expression);
      case "written":
        return NOT_KNOWN;
    }
  }

  private attribute({ of, name }: Extract<Expression, { kind: "attribute" }>): Partial {
    if (of.kind === "name" && of.name === "var") return this.variable(name);
    if (of.kind === "name" && of.name === "local") return this.local(name);
    return name === "cidr_blocks" && isPrefixList(of) ? SOME : part(this.of(of), name);
  }

  private variable(name: string): Partial {
    const declared = own(this.scope.variables, name);
    if (declared === undefined) return NOT_KNOWN;
    this.variables.add(name);
    const assigned = this.scope.assigned?.get(name);
    if (assigned !== undefined) return assigned;
    const { type, default: value } = asObject(declared);
    return value === undefined ? NOT_KNOWN : converted(value, type);
  }

  private local(name: string): Partial {
    const value = own(this.scope.locals, name);
    if (value === undefined || this.open.has(name)) return NOT_KNOWN;
    this.open.add(name);
    const result = this.value(value);
    this.open.delete(name);
    return result;
  }

  private conditional({ condition, then, otherwise }: Extract<Expression, { kind: "conditional" }>): Partial {
    const value = booleanIn(this.of(condition));
    // Both sides, since the variables of the other one count where the condition changes.
    const [ifTrue, ifFalse] = [this.of(then), this.of(otherwise)];
    if (value !== undefined) return value ? ifTrue : ifFalse;
    const amounts = [ifTrue, ifFalse].map(amountOf);
    if (amounts.every((amount) => amount === "some")) return SOME;
    return amounts.every((amount) => amount === "none") ? 0 : NOT_KNOWN;
  }

  private object({ entries }: Extract<Expression, { kind: "object" }>): Partial {
    const keys = entries.map(({ key }) => this.of(key));
    if (!keys.every(isScalar)) return SOME;
    return Object.fromEntries(entries.map(({ value }, index) => [String(keys[index]), this.of(value)]));
  }

  private each({ name, of, result, only }: Extract<Expression, { kind: "each" }>): Partial {
    const whole = this.of(of);
    if (!isList(whole) && !isMap(whole))
      return only === undefined && whole instanceof NotKnown ? whole : NOT_KNOWN;
    const outer = this.bound.get(name);
    const results: Partial[] = [];
    let isCertain = true;
    for (const item of Object.values(whole) as Partial[]) {
      this.bound.set(name, item);
      const isIn = only === undefined ? true : booleanIn(this.of(only));
      if (isIn === true) results.push(this.of(result));
      if (isIn === undefined) isCertain = false;
    }
    if (outer === undefined) this.bound.delete(name);
    else this.bound.set(name, outer);
    if (isCertain) return results;
    return results.length > 0 ? SOME : NOT_KNOWN;
  }
}

/**
 * The ranges of a prefix list of AWS, which is never empty: it has the ranges of a service. No copy of a page of AWS
 * confirms it.
 */
const isPrefixList = (of: Expression): boolean =>
  of.kind === "attribute" &&
  of.of.kind === "attribute" &&
  of.of.name === "aws_prefix_list" &&
  of.of.of.kind === "name" &&
  of.of.of.name === "data";

function part(whole: Partial, key: string | number): Partial {
  if (isList(whole)) return whole[Number(key)] ?? NOT_KNOWN;
  return isMap(whole) ? (own(whole, String(key)) ?? NOT_KNOWN) : NOT_KNOWN;
}

/** A default value as a value of the type that the variable declares. */
function converted(value: Json, type: Json | undefined): Partial {
  if (value === null) return null;
  if (type === "bool") return booleanIn(value as Partial) ?? NOT_KNOWN;
  if (type === "number") return numberIn(value as Partial) ?? NOT_KNOWN;
  if (type === "string") return isScalar(value as Partial) ? String(value as string) : NOT_KNOWN;
  return value as Partial;
}

function operated(operator: Operator, left: Partial, right: Partial): Partial {
  if (operator === "&&" || operator === "||") {
    const sides = [booleanIn(left), booleanIn(right)];
    const deciding = operator === "||";
    if (sides.includes(deciding)) return deciding;
    return sides.includes(undefined) ? NOT_KNOWN : !deciding;
  }
  if (operator === "==" || operator === "!=") {
    const isEqual = equal(left, right);
    return isEqual === undefined ? NOT_KNOWN : isEqual === (operator === "==");
  }
  const [a, b] = [numberIn(left), numberIn(right)];
  return a === undefined || b === undefined ? NOT_KNOWN : NUMBERS[operator](a, b);
}

/** Undefined for collections, whose equality depends on types that JSON does not have. */
function equal(left: Partial, right: Partial): boolean | undefined {
  if (left instanceof NotKnown || right instanceof NotKnown) return undefined;
  if (left === null || right === null) return left === right;
  return isScalar(left) && isScalar(right) ? left === right : undefined;
}

const NUMBERS: Readonly<
  Record<Exclude<Operator, "&&" | "||" | "==" | "!=">, (left: number, right: number) => Partial>
> = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => (right === 0 ? NOT_KNOWN : left / right),
  "%": (left, right) => (right === 0 ? NOT_KNOWN : left % right),
};
