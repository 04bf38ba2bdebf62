import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runAddresses } from "../../src/tools/addresses/command";
import { runCheck } from "../../src/tools/check/command";
import { runCost } from "../../src/tools/cost/command";
import { runDiagram } from "../../src/tools/diagram/command";
import { runExplain } from "../../src/tools/explain/command";
import { runHandoff } from "../../src/tools/handoff/command";
import { runImages } from "../../src/tools/images/command";
import { PAGES } from "../../scripts/docs/pages";
import { runReview } from "../../src/tools/review/command";
import { JSON_SCHEMAS } from "../../src/tools/shared/schemas/all";
import { type CommandOutput } from "../../src/shared/command-line/command-line";
import { summaryJson } from "../../src/tools/synth/summary-json";
import { emit, synth } from "../../src/tools/synth/synth";
import { runOfAsync } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { publishTo, workFolder } from "../support/published-output";
import { WorkingCopy } from "../support/working-copy";

const work = workFolder("json-reports");
const before = join(work, "before");
const after = join(work, "after");

beforeAll(() => {
  publishTo(before, { mlapp: {}, "ml-inference-prod": {} });
  publishTo(after, { mlapp: { network: { egress: "nat-per-az" } }, "retail-forecast": {} });
});

const variables = { CDKTF_OUTDIR: after };

/** The parsed report of a command. Fails where it is empty. */
async function report(command: (output: CommandOutput) => number | Promise<number>): Promise<unknown> {
  const { stdout, stderr } = await runOfAsync(async (output) => command(output));
  expect(stderr).toBe("");
  expect(stdout.length).toBeGreaterThan(50);
  return JSON.parse(stdout);
}

function expectToMatch(name: string, value: unknown): void {
  expect(JSON_SCHEMAS[name]?.safeParse(value).error?.issues ?? []).toEqual([]);
}

test("the report of check has the keys of its schema, and no other", async () => {
  const value = await report((output) => runCheck(["--json"], { variables, today: TODAY }, output));
  expectToMatch("check", value);
});

test("the report of explain has the keys of its schema, and no other", async () => {
  expectToMatch("explain", await report((output) => runExplain(["--json"], output)));
});

test("the report of cost has the keys of its schema, and no other", async () => {
  const value = await report((output) => runCost(["--json"], { variables, today: TODAY }, output));
  expectToMatch("cost", value);
});

test("the report of images has the keys of its schema, and no other", async () => {
  const value = await report((output) => runImages(["--json"], { variables }, output));
  expectToMatch("images", value);
});

test("the report of review has the keys of its schema, and no other", async () => {
  const args = ["--json", "--before", before];
  const value = await report((output) => runReview(args, { variables, today: TODAY, root: work }, output));
  expect(value).toHaveLength(3);
  expectToMatch("review", value);
});

test("the report of diagram has the keys of its schema, and no other", async () => {
  const args = ["--json", "--before", before];
  const value = await report((output) => runDiagram(args, { variables, root: work }, output));
  expect(JSON.stringify(value)).toContain('"state": "added"'.replace(" ", ""));
  expectToMatch("diagram", value);
});

describe("the report of handoff", () => {
  const folder = join(work, "modules");
  const props = { variables, commit: () => "0123456789ab" };

  test("has the keys of its schema, and no other, with --out", async () => {
    // JSON modules need no HCL parser, which takes a second to start.
    const args = ["--json", "--environments", "mlapp", "--format", "json", "--out", folder];
    expectToMatch("handoff", await report((output) => runHandoff(args, props, output)));
  });

  test("has the keys of its schema, and no other, with --check", async () => {
    const args = ["--environments", "mlapp", "--format", "json", "--out", folder];
    await report((output) => runHandoff(["--json", ...args], props, output));
    const value = await report((output) => runHandoff(["--json", "--check", folder], props, output));
    expectToMatch("handoff", value);
  });
});

test("the report of addresses has the keys of its schema, and no other", async () => {
  const copy = new WorkingCopy("mlapp");
  copy.addresses("--accept");
  copy.edit("mlapp.yaml", "egress: single-nat", "egress: nat-per-az");
  const props = { variables: { ENVIRONMENTS_DIR: copy.environments, CDKTF_OUTDIR: copy.outdir }, emit };
  const value = await report((output) => runAddresses(["--json"], props, output));
  expect(value).toMatchObject({ environments: [{ isLocked: true, isCurrent: false }] });
  expectToMatch("addresses", value);
});

test("the report of synth has the keys of its schema, and no other", async () => {
  const { environments, outdir } = new WorkingCopy("mlapp");
  const request = { environmentsDir: environments, outdir, today: TODAY, underCdktfCli: false };
  const value = JSON.parse(JSON.stringify(summaryJson(await synth(request), outdir))) as unknown;
  expectToMatch("synth", value);
});

test.each(Object.keys(JSON_SCHEMAS))("docs/schemas has the current schema of %s", (name) => {
  const path = `docs/schemas/${name}.schema.json`;
  const page = PAGES.find((each) => each.path === path);
  expect(page?.render()).toBe(readFileSync(join(__dirname, "../..", path), "utf8"));
});
