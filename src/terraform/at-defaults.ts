import { asWritten, escapeTemplates, onlyExpression, templateParts } from "./terraform-templates";
import { type Json, type JsonObject, StackJson, asObject } from "./stack-json";
import { Interpreter, type StackScope } from "./existence/interpreter";
import { type Partial, isScalar, isCertain, isList, isMap, numberIn } from "./existence/partial-value";
import { stackScope } from "./existence/scope-of";

/** Sections whose values are evaluated. The others declare names, or describe the state. */
const EVALUATED: readonly string[] = ["resource", "data", "output", "provider", "module"];

/**
 * A stack in which variables have their default values and local values are written out, as far as this is possible without
 * Terraform. Values of sensitive variables stay where they are declared.
 */
export function atDefaults(stack: StackJson): StackJson {
  const { json, name, generated } = stack;
  if (json["variable"] === undefined && json["locals"] === undefined) return stack;
  const scope = stackScope(stack);
  const sections = Object.entries(json).map(([section, value]) => [
    section,
    EVALUATED.includes(section) ? valueIn(value, scope) : value,
  ]);
  return new StackJson(name, Object.fromEntries(sections) as JsonObject, generated);
}

/** The value of an argument of an instance, which has names of its own, with what is known in the stack written out. */
export const valueOfInstance = (
  value: Json,
  stack: StackJson,
  names: NonNullable<StackScope["names"]>,
): Json => valueIn(value, { ...stackScope(stack), names });

/** A value with what is known in a scope written out. */
function valueIn(value: Json, scope: StackScope): Json {
  if (typeof value === "string") return textIn(value, scope);
  if (Array.isArray(value)) return value.map((item: Json) => valueIn(item, scope));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "//" ? item : valueIn(item, scope)]),
  );
}

const NAMES = /\b(?:var|local|each|count)\./;

function textIn(text: string, scope: StackScope): Json {
  if (!text.includes("{") || !NAMES.test(text)) return text;
  const whole = onlyExpression(text);
  if (whole !== undefined) {
    const value = known(whole, scope);
    if (value === undefined) return text;
    return typeof value === "string" ? escapeTemplates(value) : (value as Json);
  }
  return templateParts(text)
    .map((part) => {
      const value =
        "expression" in part && NAMES.test(part.expression) ? known(part.expression, scope) : undefined;
      return value === undefined || !isScalar(value) ? asWritten(part) : escapeTemplates(String(value));
    })
    .join("");
}

/** The value of an expression; undefined if Terraform alone knows it, or if it is of a sensitive variable. */
function known(expression: string, scope: StackScope): Partial | undefined {
  const interpreter = new Interpreter(scope);
  const value = interpreter.value(`\${${expression}}`);
  const isSecret = [...interpreter.variables].some((name) => isSensitive(scope.variables[name]));
  return isSecret || !isCertain(value) ? undefined : value;
}

function isSensitive(declared: Json | undefined): boolean {
  const { sensitive, ephemeral } = asObject(declared);
  return sensitive === true || ephemeral === true;
}

/** The objects of a block: one, or those of `count` or `for_each`. */
interface Instances {
  readonly kind: "one" | "count" | "each";
  /** Undefined if only a plan knows it. */
  readonly number: number | undefined;
  /** Values of `for_each` by key. @default - the block has no `for_each`, or only a plan knows the keys */
  readonly values?: ReadonlyMap<string, Partial>;
}

/** Instances of a block with every variable at its default. */
export function instancesAtDefaults(stack: StackJson, { count, for_each: each }: JsonObject): Instances {
  const value = (written: Json): Partial => new Interpreter(stackScope(stack)).value(written);
  if (each !== undefined && each !== null) {
    const values = valuesOf(value(each));
    return values ? { kind: "each", number: values.size, values } : { kind: "each", number: undefined };
  }
  if (count === undefined || count === null) return { kind: "one", number: 1 };
  const number = numberIn(value(count));
  const isNumber = number !== undefined && Number.isInteger(number) && number >= 0;
  return { kind: "count", number: isNumber ? number : undefined };
}

/** A set has its items as keys. Terraform refuses a set of other values than texts. */
function valuesOf(value: Partial): ReadonlyMap<string, Partial> | undefined {
  if (isMap(value)) return new Map(Object.entries(value));
  if (!isList(value)) return undefined;
  const keys = value.filter((item) => typeof item === "string");
  return keys.length === value.length ? new Map(keys.map((key) => [key, key])) : undefined;
}
