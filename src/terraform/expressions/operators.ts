/** Binary operators by precedence, the weakest first. */
export const OPERATORS = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
] as const;

export type Operator = (typeof OPERATORS)[number][number];
