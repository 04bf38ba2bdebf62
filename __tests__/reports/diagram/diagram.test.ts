import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runDiagram } from "../../../src/reports/diagram-command";
import { type Run, runOfAsync } from "../../support/command-runs";
import { publishTo, workFolder } from "../../support/published-output";

const work = workFolder("diagram");
const [before, after] = [join(work, "before"), join(work, "after")];

beforeAll(() => {
  publishTo(before, { mlapp: {}, "retail-forecast": {} });
  publishTo(after, { mlapp: { network: { egress: "nat-per-az" } }, "ml-inference-prod": {} });
});

const run = (...args: readonly string[]): Promise<Run> =>
  runOfAsync(async (output) => runDiagram(args, { root: work, variables: { CDKTF_OUTDIR: after } }, output));

test("one environment is printed as SVG, or as Mermaid", async () => {
  const svg = await run("--environments", "mlapp");
  expect([svg.status, svg.stderr]).toEqual([0, ""]);
  expect(svg.stdout).toMatch(/^<svg [^]*<title>mlapp in us-east-1<\/title>[^]*<\/svg>\n$/);
  const mermaid = await run("--environments", "mlapp", "--format", "mermaid");
  expect(mermaid.stdout).toMatch(/^flowchart TB\n/);
});

test("--out writes a picture of each environment", async () => {
  const folder = join(work, "pictures");
  const { status, stdout, stderr } = await run("--out", folder);
  expect([status, stdout]).toEqual([0, ""]);
  expect(readdirSync(folder).sort()).toEqual(["ml-inference-prod.svg", "mlapp.svg"]);
  expect(stderr).toContain(`wrote ${join(folder, "mlapp.svg")}`);
  expect(readFileSync(join(folder, "mlapp.svg"), "utf8")).toMatch(/^<svg /);
});

test("--model draws the environments that have the model", async () => {
  const folder = join(work, "requests");
  const { status } = await run("--model", "model-service", "--out", folder, "--format", "mermaid");
  expect(status).toBe(0);
  expect(readdirSync(folder)).toEqual(["mlapp-model-service.mmd"]);
});

test("--before marks what a change adds, and environments of one side", async () => {
  const folder = join(work, "changes");
  const { status } = await run("--before", before, "--out", folder, "--format", "mermaid");
  expect(status).toBe(0);
  const text = (name: string): string => readFileSync(join(folder, `${name}.mmd`), "utf8");
  expect(text("mlapp")).toMatch(/\+ NAT gateway/);
  expect(text("ml-inference-prod")).toContain("+ Models");
  expect(text("retail-forecast")).toContain("− Models");
});

test.each([
  [
    ["--model", "model-servise"],
    "--model: got model-servise, expected one of ",
    "did you mean model-service?",
  ],
  [["--environments", "mlap"], "--environments: got mlap, expected ", "did you mean mlapp?"],
  [[], "--environments: got ml-inference-prod, mlapp, expected one environment", "or give --out DIR"],
  [["--environments", "mlapp", "--in", join(work, "nowhere")], "nowhere", ""],
])("%j is one error with the fix", async (args, got, fix) => {
  const { status, stdout, stderr } = await run(...args);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(got);
  expect(stderr).toContain(fix);
});

test.each([
  [["--before", "a", "--base", "main"], "cannot be used with"],
  [["--format", "png"], "Allowed choices are svg, mermaid"],
  [["mlapp"], "too many arguments: got mlapp"],
])("%j is wrong usage", async (args, text) => {
  const { status, stderr } = await run(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(text);
});

test("--out with the ending of the format is the file of one picture", async () => {
  const file = join(work, "one.svg");
  expect((await run("--environments", "mlapp", "--out", file)).stderr).toBe(`wrote ${file}\n`);
  expect(readFileSync(file, "utf8")).toMatch(/^<svg /);
  const both = await run("--out", join(work, "two.svg"));
  expect(both.status).toBe(1);
  expect(both.stderr).toContain("got one file for ml-inference-prod, mlapp, expected a folder");
});

test("a file in the place of the folder is refused", async () => {
  const file = join(work, "taken-by-file");
  writeFileSync(file, "text");
  const { status, stderr } = await run("--environments", "mlapp", "--out", file);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^--out \S+: got .*, expected .*; name another folder; nothing was written\n$/);
  expect(readFileSync(file, "utf8")).toBe("text");
});

test("a folder in the place of a picture is refused", async () => {
  const folder = join(work, "taken");
  mkdirSync(join(folder, "mlapp.svg"), { recursive: true });
  const { status, stderr } = await run("--environments", "mlapp", "--out", folder);
  expect(status).toBe(1);
  expect(stderr).toContain("mlapp.svg: got a folder");
});
