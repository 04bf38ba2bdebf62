import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type JudgedType } from "../../src/evidence/table";

export type Table = Readonly<Record<string, JudgedType>>;

const FOLDER = "src/evidence/judged";

/** The file of a type. */
const fileOf = (type: string): string =>
  /^data\.aws_/.test(type) ? "aws-data.json" : /^aws_/.test(type) ? "aws.json" : "others.json";

const FILES = ["aws.json", "aws-data.json", "others.json"];

/** The text of each file: a line for each type, so that a changed type is a changed line. */
export const textsOf = (table: Table): ReadonlyMap<string, string> =>
  new Map(
    FILES.map((file) => {
      const lines = Object.entries(table)
        .filter(([type]) => fileOf(type) === file)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([type, judged]) => `  ${JSON.stringify(type)}: ${JSON.stringify(judged)}`);
      return [file, `{\n${lines.join(",\n")}\n}\n`];
    }),
  );

export function readTable(root: string): Table {
  return Object.assign(
    {},
    ...FILES.map((file) => JSON.parse(readFileSync(join(root, FOLDER, file), "utf8")) as Table),
  ) as Table;
}

export function writeTable(root: string, table: Table): void {
  for (const [file, text] of textsOf(table)) writeFileSync(join(root, FOLDER, file), text);
}
