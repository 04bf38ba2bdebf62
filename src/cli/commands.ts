import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { type CommandOutput } from "../base/command-line";
import { BINARY } from "../base/program-name";
import { VERSION } from "../base/version";
import { type Variables, environmentsDirIn } from "../project/options";
import { terminalAsk, terminalQuestion } from "../deploy/terminal";
import TEXTS from "./command-texts.json";

/** Environment of a command. */
export interface CommandProps {
  readonly variables: Variables;
  /** Folder of the program's own files. */
  readonly root: string;
  /** Working directory. */
  readonly folder: string;
  /** The current day, as an ISO date. */
  readonly today: string;
}

type Run = (args: readonly string[], props: CommandProps, output: CommandOutput) => number | Promise<number>;

export interface ListedCommand {
  /** One word, or a group and a word. */
  readonly name: string;
  readonly summary: string;
  /** Its npm script in versions without the binary. @default - none */
  readonly script?: string;
  /** Loads the command, and runs it: no other command is evaluated. */
  readonly run: Run;
}

/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- tests load TypeScript by
   require(), and import() finds no file without its extension */
const emit: typeof import("../synth/synth").emit = (...args) =>
  (require("../synth/synth") as typeof import("../synth/synth")).emit(...args);

const resynthesize: typeof import("../synth/resynthesize").resynthesize = (...args) =>
  (require("../synth/resynthesize") as typeof import("../synth/resynthesize")).resynthesize(...args);

const trialSynth: typeof import("../synth/trial-synth").trialSynth = (...args) =>
  (require("../synth/trial-synth") as typeof import("../synth/trial-synth")).trialSynth(...args);

const aws = (args: readonly string[]): { readonly output: string } | { readonly error: string } => {
  const { status, stdout, stderr, error } = spawnSync("aws", args, { encoding: "utf8" });
  if (error) return { error: `no program aws (${error.message})` };
  return status === 0 ? { output: stdout } : { error: stderr.trim() };
};

const startFileIn = (root: string): string => join(root, "bin", `${BINARY}.js`);

/** Properties of commands that work on the layers of an environment. */
const layersProps = ({ variables, root, folder }: CommandProps) => ({
  variables,
  // As a person types the path: the program can be in node_modules.
  scripts: relative(folder, join(root, ".github/scripts")),
  ...terminalQuestion(),
});

/** How each command is loaded and run, by its name. */
const RUNS: Readonly<Record<keyof typeof TEXTS, Run>> = {
  init: (args, { variables, folder, root, today }, output) => {
    const { runInit } = require("./init/command") as typeof import("./init/command");
    return runInit(args, { variables, folder, root, version: VERSION, today, ...terminalAsk() }, output);
  },
  synth: (args, props, output) => {
    const { runSynth } = require("../synth/command") as typeof import("../synth/command");
    return runSynth(args, props, output);
  },
  check: (args, props, output) => {
    const { runCheck } = require("./check/command") as typeof import("./check/command");
    return runCheck(args, { ...props, resynthesize, trialSynth }, output);
  },
  explain: (args, _, output) => {
    const { runExplain } = require("./explain/command") as typeof import("./explain/command");
    return runExplain(args, output);
  },
  review: (args, { variables, folder, root, today }, output) => {
    const { runReview } = require("../review/command") as typeof import("../review/command");
    const startFile = startFileIn(root);
    return runReview(args, { variables, root: folder, startFile, today, resynthesize, trialSynth }, output);
  },
  cost: (args, props, output) => {
    const { runCost } = require("./cost/command") as typeof import("./cost/command");
    return runCost(args, props, output);
  },
  "show report": (args, props, output) => {
    const { runReport } = require("../reports/report-command") as typeof import("../reports/report-command");
    return runReport(args, props, output);
  },
  "show runbook": (args, props, output) => {
    const { runRunbook } =
      require("../reports/runbook-command") as typeof import("../reports/runbook-command");
    return runRunbook(args, props, output);
  },
  "show diagram": (args, { variables, folder, root }, output) => {
    const { runDiagram } =
      require("../reports/diagram-command") as typeof import("../reports/diagram-command");
    return runDiagram(args, { variables, root: folder, startFile: startFileIn(root) }, output);
  },
  "show card": (args, _, output) => {
    const { runCard } = require("./card/command") as typeof import("./card/command");
    return runCard(args, output);
  },
  deploy: (args, props, output) => {
    const { runDeploy } = require("../deploy/deploy-command") as typeof import("../deploy/deploy-command");
    const place = { root: props.folder, startFile: startFileIn(props.root) };
    return runDeploy(args, { ...layersProps(props), ...place, resynthesize }, output);
  },
  verify: (args, props, output) => {
    const { runVerify } = require("../deploy/verify-command") as typeof import("../deploy/verify-command");
    return runVerify(args, props, output);
  },
  destroy: (args, props, output) => {
    const { runTeardown } =
      require("../deploy/teardown-command") as typeof import("../deploy/teardown-command");
    return runTeardown(args, layersProps(props), output);
  },
  adopt: (args, props, output) => {
    const { runAdopt } = require("../deploy/adopt-command") as typeof import("../deploy/adopt-command");
    return runAdopt(args, layersProps(props), output);
  },
  handoff: (args, { variables, folder }, output) => {
    const { runHandoff } = require("../handoff/command") as typeof import("../handoff/command");
    const { currentCommit } = require("../handoff/commit") as typeof import("../handoff/commit");
    const commit = (): string => currentCommit(folder, environmentsDirIn(variables));
    return runHandoff(args, { variables, commit, resynthesize, trialSynth }, output);
  },
  "lock addresses": (args, { variables }, output) => {
    const { runAddresses } = require("./addresses/command") as typeof import("./addresses/command");
    return runAddresses(args, { variables, emit }, output);
  },
  "lock images": (args, props, output) => {
    const { runImages } = require("../reports/images-command") as typeof import("../reports/images-command");
    return runImages(args, props, output);
  },
  "lock providers": (args, { variables }, output) => {
    const { runProvidersLock } =
      require("./providers-lock/command") as typeof import("./providers-lock/command");
    return runProvidersLock(args, { variables, emit }, output);
  },
  "lock versions": (args, { variables }, output) => {
    const { runVersions } = require("./versions/command") as typeof import("./versions/command");
    return runVersions(args, { variables, emit, aws }, output);
  },
  policy: (args, props, output) => {
    const { runDeployerPolicy } =
      require("../reports/deployer-policy-command") as typeof import("../reports/deployer-policy-command");
    return runDeployerPolicy(args, props, output);
  },
  workflow: (args, props, output) => {
    const { runWorkflow } = require("./workflow/command") as typeof import("./workflow/command");
    return runWorkflow(args, props, output);
  },
  upgrade: (args, { variables, folder, root, today }, output) => {
    const { runUpgrade } = require("./upgrade/command") as typeof import("./upgrade/command");
    const startFile = startFileIn(root);
    return runUpgrade(
      args,
      { variables, folder, root, startFile, today, trialSynth, ...terminalQuestion() },
      output,
    );
  },
};

/** The commands, in the order of the help text and of docs/reference/commands.md. */
export const COMMANDS: readonly ListedCommand[] = Object.entries(RUNS).map(([name, run]) => ({
  name,
  ...TEXTS[name as keyof typeof TEXTS],
  run,
}));
