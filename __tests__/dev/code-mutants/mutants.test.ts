import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { codeMutantsOf } from "../../../dev/code-mutants/mutants";
import { sampled } from "../../../dev/code-mutants/sample";
import { ROOT } from "../../support/documents";

/** The kinds of changes of a text, each with the changed line. */
const changesOf = (text: string): string[] =>
  codeMutantsOf("a.ts", text).map(({ kind, after }) => `${kind}: ${after}`);

test.each([
  ["if (a) b;", ["condition negated: if (!(a)) b;"]],
  ["x = a ? b : c;", ["condition negated: x = !(a) ? b : c;"]],
  ["x = a < b;", ["comparison: x = a <= b;"]],
  ["x = a >= b;", ["comparison: x = a > b;"]],
  ["x = a === b;", ["comparison: x = a !== b;"]],
  ["x = a && b;", ["and or: x = a || b;"]],
  ["x = a.some(b);", ["some every: x = a.every(b);"]],
  ["x = a.filter(b).map(c);", ["filter removed: x = a.map(c);"]],
  ["a(b);", ["call removed: ;"]],
  ["x = 7;", ["number: x = 8;", "number: x = 6;"]],
  ["x = [a];", ["list emptied: x = [];"]],
  ['x = "a";', ['text emptied: x = "";']],
  ["x = `${a}`;", ['text emptied: x = "";']],
  ["x = (): number => a;", ["returned value: x = (): number => 0;"]],
  ["x = (): string[] => a;", ["returned value: x = (): string[] => [];"]],
  ["x = (): A | undefined => a;", ["returned value: x = (): A | undefined => undefined;"]],
  ["x = (): ReadonlySet<A> => a;", ["returned value: x = (): ReadonlySet<A> => new Set();"]],
  ["function f(): string { return a; }", ['returned value: function f(): string { return ""; }']],
])("%s has the changes %j", (text, changes) => {
  expect(changesOf(text)).toEqual(changes);
});

test("a value that is the new one already is not changed to itself", () => {
  expect(changesOf("x = (): boolean => true;")).toEqual(["returned value: x = (): boolean => false;"]);
});

test.each([
  'import { a } from "a";',
  'export { a } from "a";',
  'type A = "a" | 1;',
  "interface A { readonly a: 1; }",
  'throw new Error("a");',
  "x = { 1: a };",
  "class A { constructor() { super(); } }",
  "[a, b] = c;",
  "x = say`a`;",
  "x = (): A => a;",
  'x = "" + [];',
])("%s has no change", (text) => {
  expect(changesOf(text)).toEqual([]);
});

test("a change has its lines before and after, its place and the whole changed text", () => {
  const text = "const a = 1;\n\n  if (a\n    && b) c;\n";
  const [negated] = codeMutantsOf("src/a.ts", text);
  expect(negated).toMatchObject({
    file: "src/a.ts",
    line: 1,
    kind: "number",
    before: "const a = 1;",
    after: "const a = 2;",
    key: "src/a.ts:1:11 number: 2",
  });
  const condition = codeMutantsOf("src/a.ts", text).find(({ kind }) => kind === "condition negated");
  expect(condition).toMatchObject({
    line: 3,
    before: "if (a\n    && b) c;",
    after: "if (!(a\n    && b)) c;",
  });
  expect(condition?.altered()).toBe("const a = 1;\n\n  if (!(a\n    && b)) c;\n");
});

test("changed files of the repository are programs", () => {
  const file = "src/infrastructure/network-routes.ts";
  const all = codeMutantsOf(file, readFileSync(join(ROOT, file), "utf8"));
  expect(all.length).toBeGreaterThan(100);
  const refused = sampled(all, 1, 20).filter((mutant) => {
    const { diagnostics } = ts.transpileModule(mutant.altered(), { reportDiagnostics: true });
    return diagnostics?.length !== 0;
  });
  expect(refused.map(({ key }) => key)).toEqual([]);
});
