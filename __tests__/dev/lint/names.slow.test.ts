import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");
const ESLINT = resolve(ROOT, "node_modules/eslint/bin/eslint.js");

/** Lines with a refused name in a file of src with this text. */
function refusedLines(text: string): number[] {
  const options = ["--stdin", "--stdin-filename", "src/base/lists.ts", "--format", "json"];
  const { stdout } = spawnSync(process.execPath, [ESLINT, ...options], {
    cwd: ROOT,
    input: text,
    encoding: "utf8",
  });
  const reports = JSON.parse(stdout) as { messages: { line: number; ruleId: string }[] }[];
  const names = reports.flatMap(({ messages }) =>
    messages.filter(({ ruleId }) => ruleId === "no-restricted-syntax"),
  );
  return [...new Set(names.map(({ line }) => line))];
}

test("lint refuses an export without a subject in its name, and accepts one that says it", () => {
  const planted = [
    "export const keyOf = (name: string): string => name;",
    "export function shown(name: string): string { return name; }",
    "export type Place = string;",
    "export interface Options { readonly name: string }",
    "export class Scope { readonly name = 1; }",
    "export const keyOfWorkload = (name: string): string => name;",
    "export type PlaceInYaml = string;",
  ];
  expect(refusedLines(planted.join("\n"))).toEqual([1, 2, 3, 4, 5]);
});

test("lint refuses words that name no subject in all names and file names, and accepts verbs and longer words", () => {
  const planted = [
    "const made = 1;",
    "function listOfKin(alike: number): number { return alike; }",
    "interface Entry { readonly madeFor: string }",
    "const MADE_OBJECTS = [worldsOf];",
    'import { text } from "./made-up";',
    "class NotAlike {}",
    "const [said, noted, world] = values;",
    "const makes = [kinds, kindOf, worldwide, handmade, noteFinding, UNMADE];",
    'import { other } from "./kinds";',
  ];
  expect(refusedLines(planted.join("\n"))).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("lint refuses a local function without a subject in its name, and accepts a parameter and a value with that name", () => {
  const planted = [
    "function problems(): string[] { return []; }",
    "const keyOf = (name: string): string => name;",
    "const groups = (keyOf: (name: string) => string) => keyOf;",
    "const problems = groups(String);",
    "function probeProblems(): string[] { return []; }",
  ];
  expect(refusedLines(planted.join("\n"))).toEqual([1, 2]);
});
