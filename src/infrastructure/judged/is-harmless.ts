import { type HarmlessType } from "../../evidence/harmless";
import { type Leaf, textOf } from "../text-not-judged";

/** Whether one of the rows has the argument with its value. */
export const isHarmless = (leaf: Leaf, rows: HarmlessType): boolean =>
  rows.some(
    (row) =>
      row.arguments.some((pattern) => isBelow(leaf.path, pattern)) &&
      (row.values === undefined || row.values.test(textOf(leaf))),
  );

const isBelow = (path: string, pattern: string): boolean =>
  pattern === "*" ||
  path === pattern ||
  (pattern.endsWith(".*") && (path.startsWith(pattern.slice(0, -1)) || path === pattern.slice(0, -2)));
