import { distancesTo, importsIn } from "../../../dev/code-mutants/imports";
import { nearestTests } from "../../../dev/code-mutants/nearest-tests";

const files = new Set(["src/a.ts", "src/b/c.ts", "src/d.json"]);
const imported = (text: string): string[] => importsIn("src/b/file.ts", text, (path) => files.has(path));

test.each([
  ['import { a } from "../a";', ["src/a.ts"]],
  ['import {\n  a,\n  type B,\n} from "../a";', ["src/a.ts"]],
  ['import "./c";', ["src/b/c.ts"]],
  ['export { a } from "./c";', ["src/b/c.ts"]],
  ['import D from "../d.json";', ["src/d.json"]],
])("%j loads %j", (text, loaded) => {
  expect(imported(text)).toEqual(loaded);
});

test.each([
  'import { type A } from "../a";',
  'import {\n  type A,\n  type B,\n} from "../a";',
  'import type { A } from "../a";',
  'import { a } from "a";',
  'import { a } from "./unknown";',
])("%j loads no file", (text) => {
  expect(imported(text)).toEqual([]);
});

test("the distance of a file is the least number of imports", () => {
  const imports = new Map([
    ["one", ["two", "three"]],
    ["two", ["three"]],
    ["three", ["one"]],
    ["four", ["two"]],
    ["other", []],
  ]);
  expect([...distancesTo("three", imports)]).toEqual([
    ["three", 0],
    ["one", 1],
    ["two", 1],
    ["four", 2],
  ]);
});

describe("test files that reach a file", () => {
  const source = "src/review/open-routes.ts";
  const via = "src/review/all.ts";
  const reaching = (...tests: readonly string[]): string[] =>
    nearestTests(
      source,
      new Map<string, string[]>([[via, [source]], ...tests.map((test): [string, string[]] => [test, [via]])]),
    );

  test("a nearer one is before those whose path has more words of the file", () => {
    const imports = new Map([
      [via, [source]],
      ["__tests__/review/open-routes.test.ts", [via]],
      ["__tests__/z.test.ts", [source]],
    ]);
    expect(nearestTests(source, imports)).toEqual([
      "__tests__/z.test.ts",
      "__tests__/review/open-routes.test.ts",
    ]);
  });

  test("of the same distance, one whose path has more words of the file is first", () => {
    const [a, b, c] = [
      "__tests__/a.test.ts",
      "__tests__/review/b.test.ts",
      "__tests__/review/open-x.test.ts",
    ];
    expect(reaching(a, b, c)).toEqual([c, b, a]);
  });

  test("slow ones, those with real programs and files without tests are left out", () => {
    const others = ["__tests__/a.slow.test.ts", "__tests__/real/a.test.ts"];
    expect(reaching(...others, "__tests__/support/a.ts", "__tests__/a.test.ts")).toEqual([
      "__tests__/a.test.ts",
    ]);
  });
});
