import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");
const FACTORY = "src/base/errors.ts";

/** Files that join messages of other errors into one. */
const JOINING = [FACTORY, "src/environment/problems.ts", "src/synth/synth.ts", "src/synth/inputs.ts"];

const PARTS = ["place", "got", "expected", "fix"] as const;

const files = [
  "main.ts",
  ...["src", "dev"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${folder}/${file}`),
  ),
];

interface ErrorText {
  readonly at: string;
  readonly parts: ReadonlyMap<string, string>;
}

/** Every object literal that is passed to the factory, with the source text of its parts. */
const errors: ErrorText[] = [];
/** Errors that are constructed without the factory. */
const constructed: string[] = [];

for (const file of files) {
  const text = readFileSync(join(ROOT, file), "utf8");
  if (!/userError|UserError/.test(text)) continue;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    const at = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isNewExpression(node) && node.expression.getText() === "UserError" && !JOINING.includes(file)) {
      constructed.push(at);
    }
    if (ts.isCallExpression(node) && node.expression.getText() === "userError") {
      const [argument] = node.arguments;
      const properties = argument && ts.isObjectLiteralExpression(argument) ? argument.properties : [];
      const parts = properties.map((each): [string, string] => [
        each.name?.getText() ?? "",
        ts.isPropertyAssignment(each) ? each.initializer.getText() : "",
      ]);
      errors.push({ at, parts: new Map(parts) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** The literal text of a part, without quotes and concatenation; expressions are kept as `${…}`. */
const literal = (source: string): string =>
  source.replace(/["'`]\s*\+\s*["'`]/g, "").replace(/^["'`]|["'`]$/g, "");

const wrong = (isWrong: (text: string) => boolean): string[] =>
  errors.flatMap(({ at, parts }) =>
    PARTS.flatMap((part) => {
      const text = parts.get(part) ?? "";
      return /^["'`]/.test(text) && isWrong(literal(text)) ? [`${at} ${part}: ${text}`] : [];
    }),
  );

test("errors of every kind are read", () => {
  expect(errors.length).toBeGreaterThan(30);
});

test("every error comes from the factory", () => {
  expect(constructed).toEqual([]);
});

test("every error names place, value, expectation and fix", () => {
  const incomplete = errors.filter(({ parts }) => PARTS.some((part) => !parts.has(part)));
  expect(incomplete.map(({ at }) => at)).toEqual([]);
});

test("no part of an error ends with a full stop", () => {
  expect(wrong((text) => /\.$/.test(text) && !/\.\.$/.test(text))).toEqual([]);
});

test("no part of an error begins with a capital letter, other than a name", () => {
  expect(wrong((text) => /^[A-Z][a-z]/.test(text) && !/^(Terraform|Node|Kubernetes)/.test(text))).toEqual([]);
});

test("no part of an error repeats the words that the factory adds", () => {
  expect(wrong((text) => /^(got|expected|fix:?) /.test(text))).toEqual([]);
});
