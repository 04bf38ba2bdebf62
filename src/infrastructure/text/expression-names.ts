import { namesInText } from "../../terraform/parse";

/** Names in an expression: called functions, and the first names of references. */
export interface ExpressionNames {
  readonly functions: readonly string[];
  /** `aws_vpc`, `data`, `local`; without the variables of a `for`. */
  readonly roots: readonly string[];
  /** Attributes of `path`: `module`, `root`, `cwd`. */
  readonly paths: readonly string[];
}

export function expressionNames(expression: string): ExpressionNames {
  const { chains, functions } = namesInText(expression);
  return {
    functions,
    roots: chains.map(({ name }) => name),
    paths: chains.flatMap(({ name, steps }) => (name === "path" ? String(steps[0]?.to) : [])),
  };
}
