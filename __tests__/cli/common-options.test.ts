import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runAddresses } from "../../src/cli/addresses/command";
import { runCheck } from "../../src/cli/check/command";
import { runCost } from "../../src/cli/cost/command";
import { runDeployerPolicy } from "../../src/reports/deployer-policy-command";
import { runDiagram } from "../../src/reports/diagram-command";
import { runHandoff } from "../../src/handoff/command";
import { runImages } from "../../src/reports/images-command";
import { runMutate } from "../../dev/mutate/command";
import { runReport } from "../../src/reports/report-command";
import { runReview } from "../../src/review/command";
import { runRunbook } from "../../src/reports/runbook-command";
import { type Variables } from "../../src/project/options";
import { synthProgram } from "../../src/synth/run/program";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import { emit } from "../../src/synth/synth";
import { type Run, runOfAsync } from "../support/command-runs";
import { calledAs } from "../support/every-command";
import { TODAY } from "../support/findings";
import { publishTo, workFolder } from "../support/published-output";
import { resynthesize } from "../../src/synth/resynthesize";
import { trialSynth } from "../../src/synth/trial-synth";

type Command = (
  args: readonly string[],
  variables: Variables,
  output: CommandOutput,
) => number | Promise<number>;

const root = process.cwd();
const commit = (): string => "0123456789ab";

const READERS: Readonly<Record<string, Command>> = {
  addresses: (args, variables, output) => runAddresses(args, { variables, emit }, output),
  check: (args, variables, output) => runCheck(args, { variables, today: TODAY, resynthesize }, output),
  cost: (args, variables, output) => runCost(args, { variables, today: TODAY }, output),
  "deployer-policy": (args, variables, output) => runDeployerPolicy(args, { variables }, output),
  diagram: (args, variables, output) => runDiagram(args, { variables, root }, output),
  handoff: (args, variables, output) =>
    runHandoff(args, { variables, commit, resynthesize, trialSynth }, output),
  images: (args, variables, output) => runImages(args, { variables }, output),
  mutate: (args, variables, output) => runMutate(args, { variables, today: TODAY }, output),
  report: (args, variables, output) => runReport(args, { variables, today: TODAY }, output),
  runbook: (args, variables, output) => runRunbook(args, { variables, today: TODAY }, output),
  review: (args, variables, output) =>
    runReview(args, { resynthesize, trialSynth, variables, today: TODAY, root }, output),
};

const COMMANDS: Readonly<Record<string, Command>> = {
  ...READERS,
  synth: (args, variables, output) => runCommand(synthProgram(variables), args, output, () => 0),
};

const run = (command: string, args: readonly string[], variables: Variables = {}): Promise<Run> =>
  runOfAsync(async (output) => (COMMANDS[command] as Command)(args, variables, output));

const work = workFolder("common-options");
const folder = join(work, "out");
const variables = { CDKTF_OUTDIR: folder };

beforeAll(() => publishTo(folder, { mlapp: {}, "ml-inference-prod": {} }));

describe.each(Object.keys(COMMANDS))("%s", (command) => {
  test.each(["--environments <names>", "--out <", "--json", "--help"])(
    "has the option %s",
    async (option) => {
      expect((await run(command, ["--help"])).stdout).toContain(option);
    },
  );

  test("names every environment variable and exit status in its help", async () => {
    const { stdout } = await run(command, ["--help"]);
    for (const word of [
      "ENVIRONMENT=",
      "ENVIRONMENTS_DIR=",
      "CDKTF_OUTDIR=",
      "Exit status: 0 done; 1 ",
      "2 wrong usage",
    ]) {
      expect(stdout).toContain(word);
    }
  });

  test("has the default folder of CDKTF_OUTDIR", async () => {
    expect((await run(command, ["--help"], { CDKTF_OUTDIR: "elsewhere" })).stdout).toMatch(
      /(output folder|folder)[^]*"elsewhere"/,
    );
  });

  test.each(["", ",", " , "])("returns 2 for --environments %j", async (names) => {
    const { status, stderr } = await run(command, ["--environments", names]);
    expect(status).toBe(2);
    expect(stderr).toContain("Expected names, such as a,b.");
  });

  test("returns 2 for an unknown option", async () => {
    expect((await run(command, ["--nonsense"])).status).toBe(2);
  });

  test("returns 2 for an argument, and shows the option", async () => {
    const { status, stderr } = await run(command, ["mlapp"]);
    expect(status).toBe(2);
    expect(stderr).toContain("give options, such as ");
    expect(stderr).toContain(`${calledAs(command)}${command === "mutate" ? " --" : ""} --environments mlapp`);
  });
});

describe.each(Object.keys(READERS))("%s", (command) => {
  test("has the option --in", async () => {
    expect((await run(command, ["--help"])).stdout).toContain("--in <dir>");
  });
});

interface Entry {
  readonly environment: string;
}

describe.each(["check", "cost", "images"])("%s", (command) => {
  const environmentsOf = async (args: readonly string[], also: Variables = {}): Promise<string[]> => {
    const { stdout } = await run(command, [...args, "--json"], { ...variables, ...also });
    const report = JSON.parse(stdout) as Partial<Record<"findings" | "environments", Entry[]>>;
    const entries = report.findings ?? report.environments ?? [];
    return [...new Set(entries.map(({ environment }) => environment))].sort();
  };

  test("reads the folder of CDKTF_OUTDIR, and all its environments", async () => {
    expect(await environmentsOf([])).toEqual(["ml-inference-prod", "mlapp"]);
  });

  test("reads the environments of ENVIRONMENT only", async () => {
    expect(await environmentsOf([], { ENVIRONMENT: "mlapp" })).toEqual(["mlapp"]);
  });

  test.each([",", " , "])("fails when ENVIRONMENT is %j, which names none", async (list) => {
    const { status, stderr } = await run(command, [], { ...variables, ENVIRONMENT: list });
    expect(status).toBe(1);
    expect(stderr).toMatch(/got ,, expected one( or more)? of/);
  });

  test("an empty ENVIRONMENT counts as unset", async () => {
    expect(await environmentsOf([], { ENVIRONMENT: " " })).toEqual(["ml-inference-prod", "mlapp"]);
  });

  test("prefers --environments to ENVIRONMENT", async () => {
    expect(await environmentsOf(["--environments", "mlapp"], { ENVIRONMENT: "ml-inference-prod" })).toEqual([
      "mlapp",
    ]);
  });

  test("fails when an environment is unknown, and suggests a similar one", async () => {
    const { status, stderr } = await run(command, ["--environments", "mlap"], variables);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^--environments: got mlap, expected one or more of ml-inference-prod, mlapp \(in .*\); did you mean mlapp\?\n$/,
    );
  });

  test("writes its report to the file of --out instead of standard output", async () => {
    const printed = await run(command, ["--json"], variables);
    const file = join(work, "reports", `${command}.json`);
    const { status, stdout } = await run(command, ["--json", "--out", file], variables);
    expect({ status, stdout }).toEqual({ status: printed.status, stdout: "" });
    expect(readFileSync(file, "utf8")).toBe(printed.stdout);
  });

  test("fails when --out is a folder, and points at --in", async () => {
    const { status, stderr } = await run(command, ["--out", folder], variables);
    expect(status).toBe(1);
    expect(stderr).toContain(`--out ${folder}: got a folder, expected a file to write the report to; `);
    expect(stderr).toContain("--in names the output folder of synth");
  });
});

test("handoff fails for two environments", async () => {
  const args = ["--environments", "mlapp,ml-inference-prod", "--out", join(work, "two")];
  const { status, stderr } = await run("handoff", args, variables);
  expect(status).toBe(1);
  expect(stderr).toContain("--environments: got mlapp, ml-inference-prod, expected one environment; ");
});
