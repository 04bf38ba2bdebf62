import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { HARMS } from "../../../src/review/stages/harms";
import { sentences as named } from "../../../src/review/topics/named-sentences.json";
import tables from "../../../src/review/topics/sentences.json";

const FOLDER = join(__dirname, "../../../src/review/topics");

/** A text in the code of topics, or in a list beside it, that lines have in them. */
export interface TopicText {
  readonly file: string;
  /** With `{}` in place of each value. */
  readonly text: string;
}

/** Texts that no line shows: names of topics, sentences and harms, and a value that rows match. */
const SILENT: ReadonlySet<string> = new Set([
  ...Object.keys(tables),
  ...Object.entries(named).flatMap(([topic, sentences]) => [topic, ...Object.keys(sentences)]),
  ...HARMS,
  "an object",
]);

/** Two words, as no type of a block and no argument has. */
const IS_PROSE = /[a-z]{2,}[,;:]? [a-z]{2,}/i;

const isShown = (text: string): boolean => IS_PROSE.test(text.replaceAll("{}", " ")) && !SILENT.has(text);

/** Nodes whose texts no line shows. */
const isSilent = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) ||
  ts.isLiteralTypeNode(node) ||
  ts.isThrowStatement(node) ||
  (ts.isPropertyAssignment(node) && node.name.getText() === "title");

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join("{}");
}

function textsOfCode(file: string, code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isSilent(node)) return;
    const text = textOf(node);
    const isName = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    if (text !== undefined && !isName && isShown(text)) found.push(text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true), visit);
  return found;
}

/** Texts of a list, without those that say where its facts are from. */
function textsOfList(value: unknown, key = ""): string[] {
  if (key === "source") return [];
  if (typeof value === "string") return isShown(value) ? [value] : [];
  return value !== null && typeof value === "object"
    ? Object.entries(value).flatMap(([name, item]) => textsOfList(item, name))
    : [];
}

function textsIn(file: string): TopicText[] {
  const content = readFileSync(join(FOLDER, file), "utf8");
  const texts = file.endsWith(".ts") ? textsOfCode(file, content) : textsOfList(JSON.parse(content));
  return [...new Set(texts)].map((text) => ({ file, text }));
}

/** The texts of all topics that are in no row of `sentences.json` and `named-sentences.json`. */
export const TOPIC_TEXTS: readonly TopicText[] = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(ts|json)$/.test(file) && !file.endsWith("sentences.json"))
  .sort()
  .flatMap(textsIn);
