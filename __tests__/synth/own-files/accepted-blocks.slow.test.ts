import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { placeOf, runCommandAt } from "../../support/commands-on-copy";
import { type Place } from "../../support/every-command";
import { WorkingCopy } from "../../support/working-copy";

/** Commands on an output of which the file accepts a block. */
const REASON = "the partner calls it, ${upper(1)} times, and the function checks the signature";
const URL =
  'resource "aws_lambda_function_url" "partner" {\n  authorization_type = "AWS_IAM"\n  function_name = "partner"\n}\n';

let copy: WorkingCopy;
let place: Place;

beforeAll(async () => {
  copy = new WorkingCopy("mlapp");
  const file = join(copy.environments, "mlapp/network/url.tf");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, URL);
  const { error = "" } = await copy.synth();
  const [, digest = ""] = /digest: (\w+)/.exec(error) ?? [];
  const entry = `  - address: aws_lambda_function_url.partner\n    digest: ${digest}\n    reason: ${REASON}\n    until: 2027-01-31\n`;
  copy.write("mlapp.yaml", `${copy.read("mlapp.yaml")}\nacceptedBlocks:\n${entry}`);
  place = await placeOf(copy);
});

const run = (name: string, where = place) => runCommandAt(name, where);

/** Texts of written files whose names end so. */
const written = (ending: string): string =>
  readdirSync(place.out, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(place.out, name), "utf8"))
    .join("");

test("a template in the reason is in no stack", () => {
  const stacks = readdirSync(copy.outdir, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tf.json"))
    .map((name) => readFileSync(join(copy.outdir, name), "utf8"));
  expect(stacks.length).toBeGreaterThan(4);
  expect(stacks.filter((text) => text.includes("upper(1)"))).toEqual([]);
});

test("the record of synth has the entry among the settings", () => {
  expect(copy.published.get("stacks/mlapp-state/environment.json")).toContain(
    `{"path":["acceptedBlocks",0,"reason"],"value":"${REASON}"`,
  );
});

test("check shows the reason and the last day", async () => {
  const { status, stdout } = await run("check");
  expect({ status, stdout }).toMatchObject({ status: 0 });
  expect(stdout).toMatch(/waived +own-block-not-judged [^\n]*url\.tf:1:1/);
  expect(stdout).toContain(`accepted until 2027-01-31: ${REASON}`);
});

test("the page of show report lists the block with reason and last day", async () => {
  await run("report");
  const page = written(".html");
  expect(page).toContain(REASON);
  expect(page).toContain("2027-01-31");
});

test("the README of a hand-over lists the block with reason and last day", async () => {
  await run("handoff");
  expect(written("README.md")).toContain(`| \`aws_lambda_function_url.partner\` | ${REASON} | 2027-01-31 |`);
});

test("review marks a longer entry", async () => {
  const before = join(copy.folder, "longer");
  cpSync(copy.outdir, before, { recursive: true });
  copy.edit("mlapp.yaml", "until: 2027-01-31", "until: 2029-01-31");
  expect((await copy.synth()).error).toBeUndefined();
  const { stdout } = await run("review", { ...place, before });
  expect(stdout).toMatch(/is accepted until 2029-01-31, before until 2027-01-31/);
});
