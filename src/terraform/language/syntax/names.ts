import { type Expression } from "./expression";

/** A step from a value to a part of it. */
interface Step {
  /** True for `["arn"]`, false for `.arn`. */
  readonly isIndex: boolean;
  /** Undefined if it is computed, and for `[*]`. */
  readonly to: string | number | undefined;
}

/** A name in an expression, with the steps that follow it: `aws_lb.demo[0].arn`. */
export interface Chain {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** Names and functions of an expression, in source order. */
interface Names {
  /** Without the variables of a `for`. */
  readonly chains: readonly Chain[];
  readonly functions: readonly string[];
}

/** Names in an expression, also in its indexes and in the templates of its texts. */
export function namesInExpression(node: Expression): Names {
  const chains: Chain[] = [];
  const functions: string[] = [];
  const visit = (each: Expression, variables: readonly string[]): void => {
    const { root, steps, keys } = stepsOfExpression(each);
    if (root.kind === "name") {
      if (!variables.includes(root.name)) chains.push({ name: root.name, steps });
    } else if (root.kind === "for") {
      const own = [...variables, root.valueName, ...(root.keyName === undefined ? [] : [root.keyName])];
      visit(root.of, variables);
      for (const part of [root.key, root.result, root.only]) if (part) visit(part, own);
    } else {
      if (root.kind === "call") functions.push(root.name);
      for (const part of partsOf(root)) visit(part, variables);
    }
    for (const key of keys) visit(key, variables);
  };
  visit(node, []);
  return { chains, functions };
}

/** The value from which the steps of an expression begin, and the keys of its steps that are computed. */
export function stepsOfExpression(node: Expression): {
  readonly root: Expression;
  readonly steps: readonly Step[];
  readonly keys: readonly Expression[];
} {
  if (node.kind !== "attribute" && node.kind !== "index" && node.kind !== "splat")
    return { root: node, steps: [], keys: [] };
  const { root, steps, keys } = stepsOfExpression(node.of);
  if (node.kind === "attribute") return { root, steps: [...steps, { isIndex: false, to: node.name }], keys };
  if (node.kind === "splat") {
    const each = stepsOfExpression(node.each);
    return { root, steps: [...steps, COMPUTED, ...each.steps], keys: [...keys, ...each.keys] };
  }
  const to = node.key.kind === "constant" ? node.key.value : undefined;
  return typeof to === "string" || typeof to === "number"
    ? { root, steps: [...steps, { isIndex: true, to }], keys }
    : { root, steps: [...steps, COMPUTED], keys: [...keys, node.key] };
}

const COMPUTED: Step = { isIndex: true, to: undefined };

/** The expressions in an expression, or in an entry of an object. */
const partsOf = (whole: object): readonly Expression[] =>
  Object.values(whole)
    .flat()
    .flatMap((part: unknown) => {
      if (part === null || typeof part !== "object") return [];
      return "kind" in part ? [part as Expression] : partsOf(part);
    });
