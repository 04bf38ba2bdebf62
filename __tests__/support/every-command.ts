import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { runAddresses } from "../../src/cli/addresses/command";
import { runAdopt } from "../../src/deploy/adopt-command";
import { runCheck } from "../../src/cli/check/command";
import { runCost } from "../../src/cli/cost/command";
import { runDeploy } from "../../src/deploy/deploy-command";
import { runDeployerPolicy } from "../../src/reports/deployer-policy-command";
import { runDiagram } from "../../src/reports/diagram-command";
import { runHandoff } from "../../src/handoff/command";
import { runImages } from "../../src/reports/images-command";
import { runMutate } from "../../dev/mutate/command";
import { runProvidersLock } from "../../src/cli/providers-lock/command";
import { runReport } from "../../src/reports/report-command";
import { runReview } from "../../src/review/command";
import { runRunbook } from "../../src/reports/runbook-command";
import { type Variables } from "../../src/project/options";
import { runTeardown } from "../../src/deploy/teardown-command";
import { runVerify } from "../../src/deploy/verify-command";
import { runVersions } from "../../src/cli/versions/command";
import { runWorkflow } from "../../src/cli/workflow/command";
import { COMMANDS } from "../../src/cli/commands";
import { type CommandOutput } from "../../src/base/command-line";
import { emit } from "../../src/synth/synth";
import { TODAY } from "./findings";
import { resynthesize } from "../../src/synth/resynthesize";
import { trialSynth } from "../../src/synth/trial-synth";

const ROOT = resolve(__dirname, "../..");

/** Folders and the environment of a run. */
export interface Place {
  /** Output folder of synth. */
  readonly in: string;
  /** Output folder before a change. @default - `in` */
  readonly before?: string;
  /** Folder of the YAML files. */
  readonly environments: string;
  readonly environment: string;
  /** Folder for what a command writes. */
  readonly out: string;
  /** Folder of the programs that a command starts. */
  readonly programs: string;
}

type Command = (place: Place, output: CommandOutput) => number | Promise<number>;

const variablesOf = ({ in: folder, environments, programs }: Place): Variables => ({
  CDKTF_OUTDIR: folder,
  ENVIRONMENTS_DIR: environments,
  PATH: `${programs}:/usr/bin:/bin`,
});

const scripts = join(ROOT, ".github/scripts");
const question = (): Promise<string> => Promise.resolve("no");
const named = ({ environment }: Place): string[] => ["--environments", environment];

/** Commands that read the stacks of an output folder. */
export const READERS: Readonly<Record<string, Command>> = {
  adopt: (place, output) =>
    runAdopt(
      ["--vpc", "vpc-1", "--into", place.environment],
      { variables: variablesOf(place), scripts, question },
      output,
    ),
  check: (place, output) =>
    runCheck([], { variables: variablesOf(place), today: TODAY, resynthesize }, output),
  cost: (place, output) => runCost([], { variables: variablesOf(place), today: TODAY }, output),
  deploy: (place, output) =>
    runDeploy(named(place), { variables: variablesOf(place), scripts, question, resynthesize }, output),
  "deployer-policy": (place, output) =>
    runDeployerPolicy([...named(place), "--out", place.out], { variables: variablesOf(place) }, output),
  diagram: (place, output) => runDiagram(named(place), { variables: variablesOf(place), root: ROOT }, output),
  handoff: (place, output) =>
    runHandoff(
      [...named(place), "--out", join(place.out, "handoff")],
      { variables: variablesOf(place), commit: () => "0123456789ab", resynthesize, trialSynth },
      output,
    ),
  images: (place, output) => runImages(named(place), { variables: variablesOf(place) }, output),
  mutate: (place, output) => runMutate(named(place), { variables: variablesOf(place), today: TODAY }, output),
  report: (place, output) =>
    runReport(
      [...named(place), "--out", join(place.out, "report")],
      { variables: variablesOf(place), today: TODAY },
      output,
    ),
  review: (place, output) =>
    runReview(
      ["--before", place.before ?? place.in],
      { resynthesize, trialSynth, variables: variablesOf(place), today: TODAY, root: ROOT },
      output,
    ),
  runbook: (place, output) =>
    runRunbook(
      [...named(place), "--out", join(place.out, "runbook")],
      { variables: variablesOf(place), today: TODAY },
      output,
    ),
  teardown: (place, output) =>
    runTeardown(named(place), { variables: variablesOf(place), scripts, question }, output),
  verify: (place, output) => runVerify(named(place), { variables: variablesOf(place) }, output),
  workflow: (place, output) => runWorkflow(named(place), { variables: variablesOf(place) }, output),
};

/** Commands that synthesize YAML files in memory. */
export const EMITTERS: Readonly<Record<string, Command>> = {
  addresses: (place, output) => runAddresses(named(place), { variables: variablesOf(place), emit }, output),
  "providers-lock": (place, output) =>
    runProvidersLock(named(place), { variables: variablesOf(place), emit }, output),
  versions: (place, output) =>
    runVersions(
      named(place),
      { variables: variablesOf(place), emit, aws: () => ({ error: "none" }) },
      output,
    ),
};

/** The binary and the name of a command, from its npm script in earlier versions; maintainers' commands have no other name. */
export const calledAs = (script: string): string => {
  const command = COMMANDS.find((each) => each.script === script.replace("providers-lock", "providers:lock"));
  return command === undefined ? `npm run ${script}` : `private-eks-inference ${command.name}`;
};

/** Folders of all commands that read stacks, or emit them in memory. */
export const commandFolders = (): string[] =>
  ["src", "dev/mutate"]
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => basename(name) === "command.ts" || /^src.[^/]+.[\w-]+-command\.ts$/.test(name))
    .map((name) =>
      basename(name) === "command.ts" ? basename(dirname(name)) : basename(name, "-command.ts"),
    )
    .filter((name) => !OTHERS.includes(name));

/** `synth` writes the stacks, `explain` and `show card` read none, and `init` and `upgrade` only those that they write. */
const OTHERS: readonly string[] = ["synth", "explain", "card", "init", "upgrade"];
