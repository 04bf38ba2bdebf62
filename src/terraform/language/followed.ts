import { type Json, asArray, asObject } from "../stack-json";
import { unlessMistake } from "./unless-mistake";
import { type Expression, constant } from "./syntax/expression";
import { type Chain, stepsOfExpression } from "./syntax/names";
import { type Reference, referenceOf } from "./syntax/reference";
import { parsedOnce } from "./syntax/parsed-once";
import { printedTemplate } from "./syntax/print";

/** The name to which an expression refers. */
export interface ReferredName extends Reference {
  /** Whether the value of the expression is what the name refers to, or an item of it. */
  readonly isValue: boolean;
  /** Whether it is the whole expression, and no step of it is computed. */
  readonly isWhole: boolean;
}

/** Functions whose result is their first argument, or an item of it. */
const PASSING: readonly string[] = [
  ...[
    "coalesce",
    "coalescelist",
    "compact",
    "concat",
    "distinct",
    "element",
    "flatten",
    "nonsensitive",
    "one",
  ],
  ...["sensitive", "tolist", "toset", "tostring", "try"],
];

/** The first name to which the value of an expression refers; a condition and an index do not decide on it. */
export function referredBy(text: string): ReferredName | undefined {
  const node = unlessMistake(() => parsedOnce(text));
  const whole = node && referenceOf(node);
  if (whole) return { ...whole, isValue: true, isWhole: whole.steps.every(({ to }) => to !== undefined) };
  return node && referredIn(node, true);
}

function referredIn(node: Expression, isValue: boolean): ReferredName | undefined {
  const reference = referenceOf(node);
  if (reference) return { ...reference, isValue, isWhole: false };
  const { root } = stepsOfExpression(node);
  const first = (parts: readonly (Expression | undefined)[], passes: boolean): ReferredName | undefined => {
    for (const part of parts) {
      const found = part && referredIn(part, isValue && passes);
      if (found) return found;
    }
    return undefined;
  };
  if (root.kind === "call") return first(root.args, PASSING.includes(root.name));
  if (root.kind === "condition") return first([root.then, root.otherwise], false);
  if (root.kind === "tuple") return first(root.items, root.items.length === 1);
  if (root.kind !== "for") return undefined;
  const result = stepsOfExpression(root.result).root;
  const isItem = result.kind === "name" && [root.keyName, root.valueName].includes(result.name);
  return first([isItem ? root.of : root.result], false);
}

/** The list in `join(",", list)`. */
export function joinedList(text: string): string | undefined {
  const node = unlessMistake(() => parsedOnce(text));
  if (node?.kind !== "call" || node.name !== "join" || node.spread) return undefined;
  const [separator, list] = node.args;
  return separator?.kind === "constant" && separator.value === "," && list
    ? printedTemplate(list)
    : undefined;
}

/** A part of a value of Terraform JSON. A part of an expression is an expression. */
export function partOf(value: Json, [step, ...others]: Chain["steps"]): Json | undefined {
  if (step?.to === undefined) return value;
  if (typeof value === "string") return ofExpression(value, [step, ...others]);
  const part = Array.isArray(value) ? asArray(value)[Number(step.to)] : asObject(value)[step.to];
  return part === undefined ? undefined : partOf(part, others);
}

function ofExpression(text: string, steps: Chain["steps"]): Json | undefined {
  const node = unlessMistake(() => parsedOnce(text));
  if (!node || node.kind === "constant") return undefined;
  return printedTemplate(
    steps.reduce<Expression>(
      (of, { isIndex, to = "" }) =>
        isIndex ? { kind: "index", of, key: constant(to) } : { kind: "attribute", of, name: String(to) },
      node,
    ),
  );
}
