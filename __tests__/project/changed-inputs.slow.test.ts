import { join } from "node:path";
import { mkdirSync, readFileSync, renameSync, rmdirSync, utimesSync, writeFileSync } from "node:fs";
import { VERSION } from "../../src/base/version";
import { runCheck } from "../../src/cli/check/command";
import { runCost } from "../../src/cli/cost/command";
import { runDeploy } from "../../src/deploy/deploy-command";
import { runDeployerPolicy } from "../../src/reports/deployer-policy-command";
import { runDiagram } from "../../src/reports/diagram-command";
import { runHandoff } from "../../src/handoff/command";
import { runImages } from "../../src/reports/images-command";
import { runMutate } from "../../dev/mutate/command";
import { runReport } from "../../src/reports/report-command";
import { runReview } from "../../src/review/command";
import { runRunbook } from "../../src/reports/runbook-command";
import { runTeardown } from "../../src/deploy/teardown-command";
import { runVerify } from "../../src/deploy/verify-command";
import { runWorkflow } from "../../src/cli/workflow/command";
import { type CommandOutput } from "../../src/base/command-line";
import { runOfAsync } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { WorkingCopy } from "../support/working-copy";
import { resynthesize } from "../../src/synth/resynthesize";
import { trialSynth } from "../../src/synth/trial-synth";

const PARENT = "retail-forecast.yaml";
const CHILD = "retail-forecast-option-b.yaml";

let copy: WorkingCopy;

beforeAll(async () => {
  copy = new WorkingCopy("retail-forecast", "retail-forecast-option-b");
  expect((await copy.synth()).error).toBeUndefined();
});

beforeEach(() => {
  for (const file of copy.files) copy.remove(file);
  copy.add("retail-forecast");
  copy.add("retail-forecast-option-b");
});

type Command = (args: readonly string[], output: CommandOutput) => number | Promise<number>;

const variables = {};
const root = process.cwd();
const layers = { variables, resynthesize } as Parameters<typeof runDeploy>[1];

/** Commands that read an output folder. `nowhere` ends those that would call AWS, after they compared the inputs. */
const COMMANDS: Readonly<Record<string, Command>> = {
  check: (args, output) => runCheck(args, { variables, today: TODAY, resynthesize }, output),
  cost: (args, output) => runCost(args, { variables, today: TODAY }, output),
  deploy: (args, output) => runDeploy([...args, "--environments", "nowhere"], layers, output),
  "deployer-policy": (args, output) =>
    runDeployerPolicy([...args, "--out", join(copy.folder, "policies")], { variables }, output),
  diagram: (args, output) => runDiagram(args, { variables, root }, output),
  handoff: (args, output) =>
    runHandoff(
      [...args, "--environments", "nowhere", "--out", join(copy.folder, "module")],
      { variables, commit: () => "0123456789ab", resynthesize, trialSynth },
      output,
    ),
  images: (args, output) => runImages(args, { variables }, output),
  mutate: (args, output) =>
    runMutate([...args, "--environments", "nowhere"], { variables, today: TODAY }, output),
  report: (args, output) =>
    runReport([...args, "--out", join(copy.folder, "pages")], { variables, today: TODAY }, output),
  review: (args, output) =>
    runReview(
      [...args, "--before", copy.outdir],
      { resynthesize, trialSynth, variables, today: TODAY, root },
      output,
    ),
  runbook: (args, output) =>
    runRunbook([...args, "--out", join(copy.folder, "runbooks")], { variables, today: TODAY }, output),
  teardown: (args, output) => runTeardown([...args, "--environments", "nowhere"], layers, output),
  verify: (args, output) =>
    runVerify(
      [...args, "--environments", "nowhere"],
      { variables } as Parameters<typeof runVerify>[1],
      output,
    ),
  workflow: (args, output) => runWorkflow(args, { variables }, output),
};

const said = async (command: string): Promise<string> => {
  const run = COMMANDS[command] as Command;
  const { stderr } = await runOfAsync(async (output) => run(["--in", copy.outdir], output));
  return stderr;
};

const CHANGED = /: got the output of other inputs: .*run npx private-eks-inference synth first/;

test.each(Object.keys(COMMANDS))(
  "%s refuses an output whose parent file was edited, and names it",
  async (command) => {
    copy.edit(PARENT, 'tag: "1.0.0"', 'tag: "1.1.0"');
    const text = await said(command);
    expect(text).toMatch(CHANGED);
    expect(text).toContain(PARENT);
    expect(text).not.toContain(CHILD);
  },
);

test.each(Object.keys(COMMANDS))(
  "%s says nothing where the files are those of the synth",
  async (command) => {
    // another checkout gives the same file another time
    utimesSync(join(copy.environments, PARENT), new Date(), new Date());
    expect(await said(command)).not.toMatch(CHANGED);
  },
);

test("an edited child, a removed file and a move in an address lock are named", async () => {
  copy.edit(CHILD, "#", "##");
  copy.remove(PARENT);
  copy.write(
    "retail-forecast.addresses.json",
    JSON.stringify({
      addresses: {},
      moves: [{ stack: "retail-forecast-network", from: "aws_vpc.old", to: "aws_vpc.main" }],
    }),
  );
  const text = await said("cost");
  for (const file of [CHILD, PARENT, "retail-forecast.addresses.json"]) expect(text).toContain(file);
});

test("an address lock that only records what was emitted is no change", async () => {
  expect(copy.addresses("--accept").status).toBe(0);
  expect(copy.files).toContain("retail-forecast.addresses.json");
  expect(await said("cost")).not.toMatch(CHANGED);
});

test("an output of another version is refused", async () => {
  const record = join(copy.outdir, "stacks/retail-forecast-state/environment.json");
  const text = readFileSync(record, "utf8");
  writeFileSync(record, text.replace(`"version": "${VERSION}"`, '"version": "0.0.1"'));
  const message = await said("cost");
  writeFileSync(record, text);
  expect(message).toMatch(CHANGED);
  expect(message).toContain(`version 0.0.1 wrote it, this is ${VERSION}`);
});

test("a file that cannot be read is named", async () => {
  copy.remove(CHILD);
  mkdirSync(join(copy.environments, CHILD));
  const message = await said("cost");
  rmdirSync(join(copy.environments, CHILD));
  expect(message).toMatch(CHANGED);
  expect(message).toContain(CHILD);
});

test("a folder whose files are not on this machine is read, and its inputs are named as missing", async () => {
  const folder = copy.outdir;
  renameSync(copy.environments, join(copy.folder, "elsewhere"));
  expect(
    await runOfAsync(async (output) => runCost(["--in", folder], { variables, today: TODAY }, output)),
  ).toMatchObject({ status: 0, stderr: `inputs not found: ${folder} is judged as it is\n\n` });
});
