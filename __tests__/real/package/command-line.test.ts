import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../../src/cli/commands";
import { emptyFolder, installed, run } from "./harness/installed";

const folder = emptyFolder();
const NAMES = COMMANDS.map(({ name }) => name);

test.each(NAMES)("%s --help has its name, an example and the exit statuses", (name) => {
  const { status, stdout } = run(folder, [...name.split(" "), "--help"]);
  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: private-eks-inference ${name}`);
  expect(stdout).toMatch(new RegExp(`^Examples?:\\n  npx private-eks-inference ${name}`, "m"));
  expect(stdout).toContain("Exit status: 0 done; 1 ");
});

test("--help lists all commands", () => {
  expect(NAMES.length).toBeGreaterThan(15);
  const { status, stdout } = run(folder, ["--help"]);
  expect(status).toBe(0);
  for (const name of NAMES) expect(stdout).toContain(`  ${name} `);
});

test("without a command it prints the help, and returns 2", () => {
  const { status, stderr } = run(folder, []);
  expect(status).toBe(2);
  expect(stderr).toContain("Usage: private-eks-inference");
});

test("--version prints the version of the package", () => {
  const { version } = JSON.parse(readFileSync(join(installed(), "package.json"), "utf8")) as {
    version: string;
  };
  expect(run(folder, ["--version"]).stdout).toBe(`${version}\n`);
});

test.each([
  [["syth"], "synth"],
  [["lock", "adresses"], "lock addresses"],
  [["show", "diagam"], "show diagram"],
  [["teardown"], "destroy"],
])("a typing error in %j suggests %s, and returns 2", (args, meant) => {
  const { status, stderr } = run(folder, args);
  expect(status).toBe(2);
  expect(stderr).toContain(`did you mean ${meant}?`);
});

test("explain of an unknown check suggests the nearest, and returns 1", () => {
  const { status, stderr } = run(folder, ["explain", "endpoint-caller"]);
  expect(status).toBe(1);
  expect(stderr).toContain("did you mean");
});

test("explain without an argument lists every check", () => {
  const { status, stdout } = run(folder, ["explain"]);
  expect(status).toBe(0);
  expect(stdout.trim().split("\n").length).toBeGreaterThan(50);
});
