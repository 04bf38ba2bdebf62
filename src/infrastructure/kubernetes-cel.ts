import { isDeepStrictEqual } from "node:util";
import { ownTable } from "../base/own";
import { tokensOf } from "../terraform/terraform-tokens";

type Operation = (left: unknown, right: unknown) => unknown;

/** Value of an expression that CEL ends with an error. An optional value that is absent is undefined. */
const ERROR = Symbol("error");

const ofTexts =
  (apply: (left: string, right: string) => unknown): Operation =>
  (left, right) =>
    typeof left === "string" && typeof right === "string" ? apply(left, right) : ERROR;

const compared =
  (isEqual: boolean): Operation =>
  (left, right) =>
    left === ERROR || right === ERROR ? ERROR : isDeepStrictEqual(left, right) === isEqual;

const hasField = (value: unknown, name: string): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && Object.hasOwn(value, name);

/** `||` and `&&` are errors only if no term decides. */
const joined = (terms: readonly unknown[], decides: boolean): unknown => {
  if (terms.includes(decides)) return decides;
  return terms.every((each) => each === !decides) ? !decides : ERROR;
};

const METHODS = ownTable<Readonly<Record<string, Operation>>>({
  startsWith: ofTexts((value, start) => value.startsWith(start)),
  // Signs of patterns for names of pods have one meaning in RE2 and in JavaScript.
  matches: ofTexts((value, pattern) => new RegExp(pattern).test(value)),
  size: (value) => (Array.isArray(value) ? value.length : ERROR),
  orValue: (value, other) => value ?? other,
});

/** Operators with their precedence. */
const OPERATORS = ownTable<Readonly<Record<string, readonly [number, Operation]>>>({
  "||": [1, (...terms) => joined(terms, true)],
  "&&": [2, (...terms) => joined(terms, false)],
  "==": [3, compared(true)],
  "!=": [3, compared(false)],
  in: [
    3,
    (name, holder) =>
      holder !== null && typeof holder === "object" ? hasField(holder, String(name)) : ERROR,
  ],
  "+": [4, ofTexts((left, right) => left + right)],
});

const unknown = (what: string): never => {
  throw new Error(what);
};

/** Evaluates an expression of the Common Expression Language with what policies of the stacks need; another one throws. */
function evaluated(expression: string, scope: Readonly<Record<string, unknown>>): unknown {
  const tokens = tokensOf(expression) ?? unknown(expression);
  const names = new Map(Object.entries(scope));
  let index = 0;
  const next = (): string => tokens[(index += 1) - 1]?.text ?? unknown("an end");
  const takes = (sign: string): boolean => tokens[index]?.text === sign && next() === sign;
  const ended = (end: string, value: unknown): unknown => (takes(end) ? value : unknown(end));

  const read = (precedence = 0): unknown => {
    let left = takes("!") ? compared(true)(member(primary()), false) : member(primary());
    for (;;) {
      const [own, apply] = OPERATORS[tokens[index]?.text ?? ""] ?? [0];
      if (own <= precedence || !apply) return left;
      next();
      left = apply(left, read(own));
    }
  };
  const member = (value: unknown): unknown => {
    if (!takes(".")) return value;
    const isOptional = takes("?") || value === undefined;
    const absent = isOptional && value !== ERROR ? undefined : ERROR;
    const name = next();
    if (!takes("(")) return member(hasField(value, name) ? value[name] : absent);
    if (name === "exists") return member(exists(value));
    const apply = METHODS[name] ?? unknown(name);
    return member(apply(value, ended(")", tokens[index]?.text === ")" ? undefined : read())));
  };
  const exists = (list: unknown): unknown => {
    const name = next();
    const start = takes(",") ? index : unknown(name);
    const terms = [undefined, ...(Array.isArray(list) ? list : [])].map((item: unknown) => {
      [index] = [start, names.set(name, item)];
      return read();
    });
    return ended(")", Array.isArray(list) ? joined(terms.slice(1), true) : ERROR);
  };
  const primary = (): unknown => {
    if (takes("(")) return ended(")", read());
    if (takes("{")) return ended("}", {});
    if (takes("[")) return listed([]);
    const name = next();
    if (/^("|\d+$|(true|false|null)$)/.test(name)) return JSON.parse(name);
    return names.has(name) ? names.get(name) : unknown(name);
  };
  const listed = (items: readonly unknown[]): unknown => {
    if (takes("]")) return items;
    return listed([...items, items.length === 0 || takes(",") ? read() : unknown("]")]);
  };

  const value = read();
  return index === tokens.length ? value : unknown(expression);
}

/** Value of an expression for a request. A policy denies by `error`, too, unless its failurePolicy is Ignore. */
export function celValue(
  expression: string,
  request: Readonly<Record<string, unknown>>,
): boolean | "error" | "not judged" {
  try {
    const value = evaluated(expression, request);
    return typeof value === "boolean" ? value : "error";
  } catch {
    return "not judged";
  }
}
