import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isComplete } from "../../support/covering-sample";
import { HARMFUL_EDITS, type HarmfulEdit } from "./harmful-module-edits";
import { handOver, offlineModule } from "./harness/handed-over";
import { currentRun } from "./harness/run";

const run = currentRun();
const environment = "retail-forecast";
const folder = join(run.folder, "module-tests");

/** Each run of a module's test takes seconds, so the gate has one edit of each kind of condition. */
const OF_GATE = [
  "port 22 of the nodes open to the world, in a new block",
  "endpoints open to half of the internet",
  "a rule within a group",
  "nodes without IMDSv2",
];
const names = isComplete ? Object.keys(HARMFUL_EDITS) : OF_GATE;

beforeAll(() => handOver(run.synthesized, environment, "hcl", join(folder, "unchanged")));

test.each(names)("the module's own test refuses: %s", async (name) => {
  const edit = HARMFUL_EDITS[name];
  if (!edit) throw new Error(`no edit is named ${name}`);
  const copy = join(folder, name.replaceAll(/\W+/g, "-"));
  cpSync(join(folder, "unchanged"), copy, { recursive: true });
  makeEdit(join(copy, edit.layer), edit);
  const module = offlineModule(run, copy, environment, edit.layer);
  await module.initStep("init of handed-over module", "-backend=false");

  const { output } = await module.start("test").finished;
  expect(output).toMatch(/, 1 failed/);
  expect(output.match(/^Error: .*/gm)).toEqual(["Error: Test assertion failed"]);
  const address = edit.fails.replaceAll(".", "\\.");
  expect(output).toMatch(new RegExp(`^${address}\\w*:|\\s${address}$`, "m"));
});

function makeEdit(module: string, { replace, add }: HarmfulEdit): void {
  if (add !== undefined) writeFileSync(join(module, "edit.tf"), add);
  if (replace === undefined) return;
  const [from, to] = replace;
  const files = readdirSync(module).filter((file) => file.endsWith(".tf"));
  const found = files.find((file) => from.test(readFileSync(join(module, file), "utf8")));
  if (found === undefined) throw new Error(`${module}: no file has ${String(from)}`);
  writeFileSync(join(module, found), readFileSync(join(module, found), "utf8").replace(from, to));
}
