import { type Expression } from "./expression";
import { type Chain, stepsOfExpression } from "./names";
import { isNamedValue } from "./named-values";

/** A reference in an expression: `aws_lb.demo[0].arn` is `arn` of instance 0 of `aws_lb.demo`. */
export interface Reference {
  /** A block, or a named value such as `var.region`. */
  readonly subject: string;
  /** Instance of the block; undefined if there is no index, or if the index is an expression. */
  readonly key: number | string | undefined;
  /** Path to the value, without steps that are expressions. */
  readonly path: readonly (string | number)[];
  /** All steps after the subject. */
  readonly steps: Chain["steps"];
}

export function referenceOf(node: Expression): Reference | undefined {
  const { root, steps } = stepsOfExpression(node);
  return root.kind === "name" ? referenceOfChain({ name: root.name, steps }) : undefined;
}

export function referenceOfChain({ name, steps }: Chain): Reference | undefined {
  const length = name === "data" ? 2 : 1;
  const names = steps.slice(0, length);
  if (names.length < length || names.some(({ isIndex }) => isIndex)) return undefined;
  const subject = [name, ...names.map(({ to }) => to)].join(".");
  const rest = steps.slice(length);
  const isKeyed = rest[0]?.isIndex === true && !isNamedValue(subject);
  const path = (isKeyed ? rest.slice(1) : rest).flatMap(({ to }) => to ?? []);
  return { subject, key: isKeyed ? rest[0]?.to : undefined, path, steps: rest };
}
