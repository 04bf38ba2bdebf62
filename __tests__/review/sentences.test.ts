import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import tables from "../../src/review/topics/sentences.json";

const FOLDER = join(__dirname, "../../src/review/topics");

interface Row {
  readonly text?: string;
  readonly when?: string;
}

const rows = Object.values(tables as Readonly<Record<string, { rows: Row[]; judges?: Row[] }>>).flatMap(
  ({ rows: own, judges = [] }) => [...own, ...judges],
);

/** Names of properties in the code of topics: those of conditions and words are among them. */
const properties = new Set(
  readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => propertiesIn(readFileSync(join(FOLDER, file), "utf8"))),
);

function propertiesIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isProperty = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
    if (isProperty && !ts.isComputedPropertyName(node.name)) found.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("topic.ts", text, ts.ScriptTarget.Latest));
  return found;
}

test("each condition that a row names is one of the code", () => {
  const names = rows.flatMap(({ when }) => when?.split(" and ") ?? []);
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !properties.has(name.replace(/^not /, "")))).toEqual([]);
});

test("each word in the braces of a sentence is one of the code", () => {
  const words = rows.flatMap(({ text = "" }) =>
    [...text.matchAll(/\{([^}]*)\}/g)].map(([, word = ""]) => word),
  );
  const named = words.filter((word) => word !== "address" && !word.startsWith("'"));
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((word) => !properties.has(word))).toEqual([]);
});
