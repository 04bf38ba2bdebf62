import { type HarmlessArguments, type HarmlessType } from "../../facts/harmless/harmless";
import { type Leaf } from "./leaves";

/** Whether one of the rows has the argument with its value. */
export const isHarmless = ({ path, value }: Leaf, rows: HarmlessType): boolean =>
  rows.some(
    (row) =>
      row.arguments.some((pattern) => isBelow(path, pattern)) &&
      (row.values === undefined || row.values.test(textOf(value))),
  );

const isBelow = (path: string, pattern: HarmlessArguments["arguments"][number]): boolean =>
  pattern === "*" ||
  path === pattern ||
  (pattern.endsWith(".*") && (path.startsWith(pattern.slice(0, -1)) || path === pattern.slice(0, -2)));

const textOf = (value: Leaf["value"]): string => (typeof value === "string" ? value : JSON.stringify(value));
