import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthInProcess } from "./support/synth-process";

// The sample of `npm test` of the tests in `main.slow.test.ts`.

const work = mkdtempSync(join(tmpdir(), "synth-command-"));

afterAll(() => rmSync(work, { recursive: true }));

const synth = (outdir: string, env: NodeJS.ProcessEnv = {}, ...args: string[]) =>
  synthInProcess(work, outdir, env, ...args);

test("--json prints the report as JSON", () => {
  const { status, stdout, stderr } = synth("json", {}, "--environments", "mlapp", "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    output: join(work, "json"),
    environments: [{ environment: "mlapp" }],
  });
});

test("fails when the environment is unknown", () => {
  const { status, stderr } = synth("none", { ENVIRONMENT: "ml-ap" });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /: got ml-ap, expected one of .*mlapp.*did you mean mlapp\?\n\nnothing was written\n$/,
  );
});

test("fails when cdktf requests HCL, and points at handoff", () => {
  const { status, stderr } = synth("hcl", { SYNTH_HCL_OUTPUT: "true" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^--hcl: got a request for HCL, .*npx private-eks-inference handoff/);
});

test("returns 2 for an argument, and shows the option for environments", () => {
  const { status, stderr } = synth("usage", {}, "production");
  expect(status).toBe(2);
  expect(stderr).toBe(
    "error: too many arguments: got production, expected none; " +
      "give options, such as npx private-eks-inference synth --environments production\n",
  );
});

test("fails when the output folder has unrelated files, and keeps them", () => {
  const folder = join(work, "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "notes.txt"), "mine");
  const { status, stdout, stderr } = synth("mine");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/mine: got a folder with files and no manifest\.json, expected /);
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});

test("the help names every variable and exit status", () => {
  const { status, stdout } = synth("help", {}, "--help");
  expect(status).toBe(0);
  for (const word of ["ENVIRONMENT=", "ENVIRONMENTS_DIR=", "CDKTF_OUTDIR=", "Exit status: 0"]) {
    expect(stdout).toContain(word);
  }
});

test("in a folder without environments, one message names the command that writes one", () => {
  const { status, stdout, stderr } = synth("nothing", { ENVIRONMENTS_DIR: join(work, "no-environments") });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(
    /no-environments: got no such file or folder \(ENOENT\), .*run npx private-eks-inference init, .*\n\nnothing was written\n$/,
  );
});
