import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { COMMANDS } from "../../src/cli/commands";
import { runProgram } from "../../src/cli/program";
import { type Run, runOfAsync } from "../support/command-runs";

const ROOT = resolve(__dirname, "../..");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

const run = (...args: string[]): Promise<Run> =>
  runOfAsync((output) =>
    runProgram(args, { variables: {}, root: ROOT, folder: ROOT, today: "2026-01-01" }, output),
  );

test("the table loads no command before it is called", () => {
  const text = readFileSync(join(ROOT, "src/cli/commands.ts"), "utf8");
  const imported = text.match(/^import [^;]*;/gm) ?? [];
  expect(imported).not.toEqual([]);
  expect(imported.filter((line) => /tools\/(?!shared\/)/.test(line))).toEqual([]);
});

test("each npm script of an earlier version calls its command", () => {
  const named = COMMANDS.flatMap(({ script }) =>
    script === undefined || script === "synth" ? [] : [script],
  );
  expect(named.length).toBeGreaterThan(10);
  for (const script of named)
    expect(scripts[script]).toBe(`node bin/private-eks-inference.js --npm-script=${script}`);
});

test("an npm script of an earlier version prints the new name on standard error, and runs the command", async () => {
  const { status, stdout, stderr } = await run("--npm-script=addresses", "--help");
  expect(status).toBe(0);
  expect(stdout).toContain("Usage: private-eks-inference lock addresses");
  expect(stderr).toBe(
    "npm run addresses is now npx private-eks-inference lock addresses; the script will be removed in the next version\n",
  );
});

test.each([
  [["syth"], "error: unknown command syth; did you mean synth?\n"],
  [["lock", "adresses"], "error: unknown command lock adresses; did you mean lock addresses?\n"],
  [["providers:lock"], "error: unknown command providers:lock; did you mean lock providers?\n"],
  [["nonsense"], "error: unknown command nonsense; npx private-eks-inference --help lists all commands\n"],
])("%j is refused", async (args, message) => {
  const { status, stderr } = await run(...args);
  expect({ status, stderr }).toEqual({ status: 2, stderr: message });
});

test("a group without a command prints its commands, and returns 2", async () => {
  const { status, stderr } = await run("lock");
  expect(status).toBe(2);
  expect(stderr).toContain("lock addresses");
  expect(stderr).not.toContain("synth  ");
});

test("a second argument of a command with one is refused as such", async () => {
  const { status, stderr } = await run("upgrade", "1.0.0", "2.0.0");
  expect(status).toBe(2);
  expect(stderr).toContain(
    "too many arguments: got 1.0.0 2.0.0, expected at most 1; npx private-eks-inference upgrade --help",
  );
});

test("explain prints a check as JSON", async () => {
  const { status, stdout } = await run("explain", "endpoint-callers", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ checks: [{ id: "endpoint-callers", severity: "warning" }] });
});
