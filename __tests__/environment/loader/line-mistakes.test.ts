import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { mistakeAt } from "../../../src/environment/loader/line-mistakes";
import { problemsOf } from "./folder";

const VALID = `account: "111122223333"
owner: o
entry:
  type: ingress
  scheme: internal
models:
  - name: fraud
    image: { tag: "1" }`;

const fileProblems = (text: string): string[] => problemsOf(text).filter((line) => line.includes("(file)"));

test.each([
  [
    "a key without a space after its colon",
    `${VALID}\n    port:8080`,
    '9:10 (file): got port: without a space, expected a space between the colon of a key and its value; write "port: " and the value',
  ],
  [
    "such a key before others",
    `${VALID}\n    port:8080\n    paths: [/a]`,
    '9:10 (file): got port: without a space, expected a space between the colon of a key and its value; write "port: " and the value',
  ],
  [
    "such a key inside a mapping",
    VALID.replace("scheme: internal", "scheme:internal"),
    '5:10 (file): got scheme: without a space, expected a space between the colon of a key and its value; write "scheme: " and the value',
  ],
  [
    "an entry without a space after its dash",
    VALID.replace("- name", "-name"),
    '7:4 (file): got -name without a space, expected a space between the dash of a list entry and its value; write "- name: " and the value',
  ],
  [
    "a line that is too deep",
    `${VALID}\n     port: 8080`,
    "9:6 (file): got 5 spaces before port, expected 4, as before image on line 8; indent the keys of one mapping equally, and those below a key deeper",
  ],
  [
    "a line that is not deep enough",
    `${VALID}\n   port: 8080`,
    "9:4 (file): got 3 spaces before port, expected 4, as before image on line 8; indent the keys of one mapping equally, and those below a key deeper",
  ],
  [
    "a line below a key that has a value",
    VALID.replace("owner", "  owner"),
    "2:3 (file): got 2 spaces before owner, expected 0, as before account on line 1; indent the keys of one mapping equally, and those below a key deeper",
  ],
  [
    "a line beside its list entry",
    VALID.replace("    image", " image"),
    expect.stringMatching(/^8:2 \(file\): got 1 space before image, expected \d, as before/),
  ],
])("%s is named", (_, text, expected) => {
  expect(fileProblems(text)).toEqual([expected]);
});

test("a value without a space after its colon is not shown", () => {
  expect(fileProblems(`${VALID}\n    password:geheim`).join()).not.toContain("geheim");
});

test("brackets and quotes that are not closed are not blamed on indentation", () => {
  const bracket = fileProblems(`${VALID.replace(" }", "")}\n    port: 8080`);
  const quote = fileProblems(VALID.replace("owner: o", 'owner: "o'));
  expect(bracket.length).toBeGreaterThan(0);
  expect(quote.length).toBeGreaterThan(0);
  expect([...bracket, ...quote].join("\n")).not.toMatch(/spaces? before/);
});

const folder = "examples";
const texts = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(join(folder, name), "utf8"));

test("no line of a valid file has a mistake", () => {
  for (const text of texts)
    text
      .split("\n")
      .forEach((line, index) => expect([line, mistakeAt(text, index + 1)]).toEqual([line, undefined]));
});

test("a line with another indentation, if that is no valid YAML, is named as such", () => {
  let found = 0;
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(100), fc.constantFrom(-3, -1, 1, 3), (text, at, by) => {
      const lines = text.split("\n");
      const index = at % lines.length;
      const line = lines[index] ?? "";
      if (!/^\s*(- )?[A-Za-z]\w*:/.test(line)) return;
      const depth = (/^ */.exec(line)?.[0].length ?? 0) + by;
      if (depth < 0) return;
      lines[index] = " ".repeat(depth) + line.trimStart();
      const changed = lines.join("\n");
      if (parseDocument(changed).errors.length === 0) return;
      found += 1;
      const [first = ""] = fileProblems(changed);
      expect(first).toMatch(/spaces? before \S+, expected \d+, as before \S+ on line \d+/);
    }),
    { numRuns: 400 },
  );
  expect(found).toBeGreaterThan(50);
});
