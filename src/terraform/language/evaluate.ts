import { called } from "./functions/call";
import { isFunction } from "./functions/functions";
import { Mistake } from "../mistake";
import { forResult } from "./loops";
import { areEqual, binary, negated } from "./operators";
import { type NameScope } from "./scope";
import { type For, type Expression } from "./syntax/expression";
import { templateOf } from "./template";
import { isOfValue } from "./undeclared";
import { boolOf, converted, valueText } from "./values/convert";
import { expressionOfValue } from "./values/residue";
import { typeOfValue, unified } from "./values/types";
import {
  HclMap,
  HclUnknown,
  type HclValue,
  Sequence,
  type Type,
  describeValue,
  hasUnknown,
  leastOf,
  object,
  tuple,
} from "./values/value";

/** Value of an expression. An unknown part makes the least part of the whole unknown that Terraform allows. */
export function evaluate(node: Expression, scope: NameScope): HclValue {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "template":
      return templateOf(node.parts.map((part) => evaluate(part, scope)));
    case "name":
    case "item":
      return namedValue(node, scope);
    case "attribute":
      return attributeOf(node, scope);
    case "index":
      return itemOfValue(evaluate(node.of, scope), evaluate(node.key, scope));
    case "splat":
      return splatOf(node, scope);
    case "call":
      return callOf(node, scope);
    case "unary":
      return negated(node.operator, evaluate(node.of, scope));
    case "binary":
      return binary(node.operator, evaluate(node.left, scope), evaluate(node.right, scope));
    case "condition":
      return conditionOf(node, scope);
    case "tuple":
      return tuple(node.items.map((item) => evaluate(item, scope)));
    case "object":
      return objectOf(node, scope);
    case "for":
      return loopOf(node, scope);
  }
}

function loopOf(node: For, scope: NameScope): HclValue {
  const result = forResult(node, scope, evaluate);
  return node.joined && result instanceof Sequence ? templateOf(result.items) : result;
}

function namedValue(node: Extract<Expression, { kind: "name" | "item" }>, scope: NameScope): HclValue {
  const name = node.kind === "item" ? "" : node.name;
  const value = scope.name(name);
  if (value !== undefined) return value;
  if (OPEN.has(name)) return new HclUnknown(node);
  throw new Mistake(`got the name ${name}, expected a reference to an attribute of a block or of a name`);
}

/** Objects whose attributes only a run of Terraform knows. */
const OPEN: ReadonlySet<string> = new Set(["path", "terraform", "self"]);

function attributeOf(node: Extract<Expression, { kind: "attribute" }>, scope: NameScope): HclValue {
  const named = namedIn(node, scope);
  if (!named) {
    const item = itemOfValue(evaluate(node.of, scope), node.name, true);
    return item instanceof HclUnknown && scope.least
      ? new HclUnknown(item.expression, item.least ?? scope.least(item.expression))
      : item;
  }
  const value = named.kind === "block" ? scope.block(named.name) : scope.named(named.kind, named.name);
  return value === undefined ? new HclUnknown(node) : value;
}

/** The variable, local value or block to which an attribute refers; undefined for any other attribute. */
function namedIn(
  { of, name }: Extract<Expression, { kind: "attribute" }>,
  scope: NameScope,
): { readonly kind: "var" | "local" | "block"; readonly name: string } | undefined {
  const isData = of.kind === "attribute" && of.of.kind === "name" && of.of.name === "data";
  if (isData && scope.name("data") === undefined) return { kind: "block", name: `data.${of.name}.${name}` };
  if (of.kind !== "name" || scope.name(of.name) !== undefined) return undefined;
  if (of.name === "var" || of.name === "local") return { kind: of.name, name };
  const isOpen = OPEN.has(of.name) || ["data", "each", "count"].includes(of.name);
  return isOpen ? undefined : { kind: "block", name: `${of.name}.${name}` };
}

/** An attribute of an object, an entry of a map, or an item of a list. */
function itemOfValue(whole: HclValue, key: HclValue, isAttribute = false): HclValue {
  if (whole === null) throw new Mistake("got an item of null, expected an item of a value");
  if (whole instanceof HclUnknown || key instanceof HclUnknown) {
    const of = expressionOfValue(whole);
    // The outputs of another module are an object, of which a key in brackets is an attribute.
    const isOutput = of.kind === "attribute" && of.name === "outputs";
    if ((isAttribute || isOutput) && typeof key === "string")
      return new HclUnknown({ kind: "attribute", of, name: key });
    return new HclUnknown({ kind: "index", of, key: expressionOfValue(key) });
  }
  if (key === null) throw new Mistake("got the index null, expected a key");
  if (whole instanceof HclMap) {
    const name = valueText(key);
    const value = whole.entries.get(name);
    if (value === undefined)
      throw new Mistake(`got the key ${name}, expected one of ${[...whole.entries.keys()].join(", ")}`);
    return value;
  }
  const index =
    whole instanceof Sequence && whole.kind !== "set" && !isAttribute ? Number(valueText(key)) : NaN;
  const value = whole instanceof Sequence && typeof key !== "boolean" ? whole.items[index] : undefined;
  if (value === undefined) throw new Mistake(`${describeValue(whole)} has no item ${describeValue(key)}`);
  return value;
}

function splatOf({ of, each }: Extract<Expression, { kind: "splat" }>, scope: NameScope): HclValue {
  const whole = evaluate(of, scope);
  if (whole instanceof HclUnknown) return new HclUnknown({ kind: "splat", of: whole.expression, each });
  const items = whole instanceof Sequence ? whole.items : whole === null ? [] : [whole];
  const results = items.map((item) =>
    evaluate(each, { ...scope, name: (name) => (name === "" ? item : scope.name(name)) }),
  );
  return whole instanceof Sequence && whole.kind !== "tuple"
    ? converted(tuple(results), { kind: "list", of: { kind: "any" } })
    : tuple(results);
}

function callOf(node: Extract<Expression, { kind: "call" }>, scope: NameScope): HclValue {
  const { name } = node;
  if (!isFunction(name)) throw new Mistake(`got the function ${name}, expected a function of Terraform`);
  if (name === "try" || name === "can") return tried(node, scope);
  const args = node.args.map((arg) => evaluate(arg, scope));
  const last = args.at(-1);
  if (!node.spread || last === undefined) return called(name, args);
  if (last instanceof HclUnknown)
    return new HclUnknown({ kind: "call", name, args: args.map(expressionOfValue), spread: true });
  if (!(last instanceof Sequence))
    throw new Mistake(`${name}: got ${describeValue(last)} before ..., expected a list`);
  return called(name, [...args.slice(0, -1), ...last.items]);
}

/** The first argument without an error, or whether there is one. */
function tried({ name, args }: Extract<Expression, { kind: "call" }>, scope: NameScope): HclValue {
  if (args.length === 0 || (name === "can" && args.length > 1))
    throw new Mistake(`${name}: wrong number of arguments`);
  const mistakes: string[] = [];
  for (const [index, arg] of args.entries()) {
    try {
      const value = evaluate(arg, scope);
      if (value instanceof HclUnknown && index + 1 < args.length) {
        const rest = args.slice(index).map((each) => expressionOfValue(triedPart(each, scope)));
        return new HclUnknown({ kind: "call", name, args: rest, spread: false });
      }
      return name === "can" ? (value instanceof HclUnknown ? canOf(value) : true) : value;
    } catch (error) {
      if (!isOfValue(error)) throw error;
      mistakes.push(error.message);
    }
  }
  if (name === "can") return false;
  throw new Mistake(`try: every argument has an error: ${mistakes.join("; ")}`);
}

const canOf = (value: HclUnknown): HclUnknown =>
  new HclUnknown({ kind: "call", name: "can", args: [value.expression], spread: false });

function triedPart(node: Expression, scope: NameScope): HclValue {
  try {
    return evaluate(node, scope);
  } catch (error) {
    if (isOfValue(error)) return new HclUnknown(node);
    throw error;
  }
}

function conditionOf(
  { condition, then, otherwise }: Extract<Expression, { kind: "condition" }>,
  scope: NameScope,
): HclValue {
  const test = evaluate(condition, scope);
  if (test instanceof HclUnknown)
    return openCondition(test, evaluate(then, scope), evaluate(otherwise, scope));
  if (test === null) throw new Mistake("got the condition null, expected a bool");
  const isTrue = boolOf(test);
  const [chosen, other] = isTrue ? [then, otherwise] : [otherwise, then];
  const value = evaluate(chosen, scope);
  const type = unified([typeOfValue(value), otherType(other, scope)]);
  if (!type)
    throw new Mistake("got results of different types, expected one type for both results of a condition");
  return converted(value, type);
}

/** One of two results, of which only an apply knows which; if they are equal, this result. */
function openCondition(test: HclUnknown, then: HclValue, otherwise: HclValue): HclValue {
  if (!hasUnknown(then) && areEqual(then, otherwise)) return then;
  const bounds = [leastOf(then), leastOf(otherwise)].filter((bound) => bound !== undefined);
  return new HclUnknown(
    {
      kind: "condition",
      condition: test.expression,
      then: expressionOfValue(then),
      otherwise: expressionOfValue(otherwise),
    },
    bounds.length === 2 ? Math.min(...bounds) : undefined,
  );
}

/** The error of a result that is not chosen is no error of the condition, and a condition in it has the type of its results. */
function otherType(node: Expression, scope: NameScope): Type {
  try {
    return typeOfValue(evaluate(node, scope));
  } catch (error) {
    if (!isOfValue(error)) throw error;
    const results = node.kind === "condition" ? [node.then, node.otherwise] : [];
    return unified(results.map((result) => otherType(result, scope))) ?? { kind: "any" };
  }
}

function objectOf({ entries }: Extract<Expression, { kind: "object" }>, scope: NameScope): HclValue {
  const found = entries.map(({ key, value }) => [evaluate(key, scope), evaluate(value, scope)] as const);
  if (found.some(([key]) => key instanceof HclUnknown))
    return new HclUnknown(
      {
        kind: "object",
        entries: found.map(([key, value]) => ({
          key: expressionOfValue(key),
          value: expressionOfValue(value),
        })),
      },
      1,
    );
  return object(found.map(([key, value]) => [valueText(key), value] as const));
}
