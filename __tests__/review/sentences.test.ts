import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { sentencesOf } from "../../src/review/topics/named";
import { sentences as named } from "../../src/review/topics/named-sentences.json";
import tables from "../../src/review/topics/sentences.json";

const FOLDER = join(__dirname, "../../src/review/topics");

interface Row {
  readonly text?: string;
  readonly when?: string;
}

interface Table {
  readonly rows: readonly Row[];
  readonly judges?: readonly Row[];
  readonly others?: readonly Row[];
  readonly judgesOthers?: readonly Row[];
}

const rows = Object.values(tables as Readonly<Record<string, Table>>).flatMap(
  ({ rows: own, judges = [], others = [], judgesOthers = [] }) => [
    ...own,
    ...judges,
    ...others,
    ...judgesOthers,
  ],
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

const namedTexts = Object.values(named as Readonly<Record<string, Record<string, Row>>>).flatMap(
  (sentences) => Object.values(sentences).flatMap(({ text = "" }) => text),
);

const wordsIn = (texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => [...text.matchAll(/\{([^}]*)\}/g)].map(([, word = ""]) => word))
    .filter((word) => word !== "address" && !word.startsWith("'"));

test("each word in the braces of a row is one of the code", () => {
  const words = wordsIn(rows.flatMap(({ text = "" }) => text));
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word) => !properties.has(word))).toEqual([]);
});

test("each word in the braces of a sentence that code names is one of the code", () => {
  const words = wordsIn(namedTexts);
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word) => !properties.has(word))).toEqual([]);
});

/** Texts of the code of topics. */
const code = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(FOLDER, file), "utf8"))
  .join("\n");

test("the code of topics names each sentence of the list", () => {
  const names = Object.values(named).flatMap((sentences) => Object.keys(sentences));
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
});

test("a sentence without a value for one of its words is an error", () => {
  const place = { layer: "network", address: "aws_route.main" } as const;
  expect(() => sentencesOf("Routes").line("opened", place, { subnets: "a" })).toThrow(
    'no word {target} for "opened: {subnets} → {target}"',
  );
});
