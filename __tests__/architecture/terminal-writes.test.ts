import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** Logs of own code, the streams of a command, the questions, and programs whose own output is shown. */
const WRITERS = [
  "src/environment/own-code/child.ts",
  "src/base/command-line/process.ts",
  "src/deploy/deploy/programs.ts",
  "src/deploy/terminal.ts",
];

/** Ways to a stream of this process. */
const WRITES = /\bprocess\s*(?:\.\s*std(?:out|err)\b|\[)|= process\b(?!\.)|\bconsole\.\w|stdio:.*"inherit"/m;

test("terminals are written to in one place, which shows what a terminal or a log would obey", () => {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `src/${file}`);
  expect(files.length).toBeGreaterThan(500);
  const writing = files.filter((file) => WRITES.test(readFileSync(join(ROOT, file), "utf8")));
  expect(writing.sort()).toEqual([...WRITERS].sort());
});

test.each(WRITERS)("%s shows every text by `terminalText`, and that of programs with its colors", (file) => {
  expect(readFileSync(join(ROOT, file), "utf8")).toMatch(/\b(terminal|program)Text\(/);
});

test("the start file shows an unexpected error by the same function", () => {
  expect(readFileSync(join(ROOT, "bin/private-eks-inference.js"), "utf8")).toMatch(/\bterminalText\b/);
});
