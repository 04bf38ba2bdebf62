import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");

/** Rooms that read findings: what they decide by is a value of the finding, since its words can change. */
const READERS = ["project", "review", "reports"];

/** Methods of a pattern, which get the text. */
const OF_PATTERNS = ["test", "exec"];

/** Methods of a text. */
const OF_TEXTS = ["match", "matchAll", "search", "includes", "startsWith", "endsWith"];

/** Calls that look for words in the message of a finding, also under another name. */
function searchesIn(text: string): string[] {
  const source = ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2022, true);
  const names = new Set(["message"]);
  const found: string[] = [];
  const holds = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && names.has(node.text)) || (ts.forEachChild(node, holds) ?? false);
  const nodes = (node: ts.Node): ts.Node[] => [node, ...node.getChildren().flatMap((child) => nodes(child))];
  const all = nodes(source);
  for (const node of all.filter(ts.isBindingElement))
    if (node.propertyName?.getText() === "message") names.add(node.name.getText());
  for (const { name, initializer } of all.filter(ts.isVariableDeclaration))
    if (initializer && ts.isPropertyAccessExpression(initializer) && initializer.name.text === "message")
      names.add(name.getText());
  for (const node of all.filter(ts.isCallExpression)) {
    if (!ts.isPropertyAccessExpression(node.expression)) continue;
    const { name, expression } = node.expression;
    const isSearch =
      (OF_PATTERNS.includes(name.text) && node.arguments.some(holds)) ||
      (OF_TEXTS.includes(name.text) && holds(expression));
    if (isSearch) found.push(node.getText());
  }
  return found;
}

test.each([
  "all.filter(({ message }) => WORDS.test(message));",
  "const isIdle = result.message.includes('nothing');",
  "const part = /of (.*)/.exec(shown(finding.message));",
  "all.map(({ message: said }) => said.startsWith('not judged'));",
  "const said = finding.message; const isIdle = said.includes('nothing');",
])("a search for words in a message is found: %s", (line) => {
  expect(searchesIn(line)).toHaveLength(1);
});

test.each(["const text = say`${message}`;", "known.has(message);", "messages.includes(one);"])(
  "no search is found where a message is shown or compared as a whole: %s",
  (line) => {
    expect(searchesIn(line)).toEqual([]);
  },
);

test("no module that reads findings decides by the words of their messages", () => {
  const files = READERS.flatMap((room) =>
    readdirSync(join(ROOT, "src", room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `src/${room}/${file}`),
  );
  const read = files.map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));
  expect(read.filter(({ text }) => /\bmessage\b/.test(text)).length).toBeGreaterThan(5);
  const searches = read.flatMap(({ file, text }) => searchesIn(text).map((call) => `${file}: ${call}`));
  expect(searches).toEqual([]);
});
