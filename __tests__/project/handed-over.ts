import { join } from "node:path";
import { runCheck } from "../../src/cli/check/command";
import { runCost } from "../../src/cli/cost/command";
import { runDiagram } from "../../src/reports/diagram-command";
import { runHandoff } from "../../src/handoff/command";
import { runReport } from "../../src/reports/report-command";
import { runReview } from "../../src/review/command";
import { runRunbook } from "../../src/reports/runbook-command";
import { type CommandOutput } from "../../src/base/command-line";
import { resynthesize } from "../../src/synth/resynthesize";
import { knownTrials } from "../support/known-trials";
import { type Run, runOf, runOfAsync } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { EVERY_SETTING, publishTo, workFolder } from "../support/published-output";
import { type Format } from "../../src/handoff/module/format";

/** A reference environment as synth writes it, and as it is handed over. */
export interface HandedOver {
  readonly synthesized: string;
  readonly module: string;
}

/** Synthesizes a reference environment with a change of its file, and hands it over. */
export async function handedOver(
  environment: string,
  format: Format,
  change: object = {},
): Promise<HandedOver> {
  const work = workFolder("module");
  const [synthesized, module] = [join(work, "out"), join(work, "module")];
  publishTo(synthesized, { [environment]: change }, undefined, EVERY_SETTING);
  const { status, stderr } = await runOfAsync((output) =>
    runHandoff(
      ["--in", synthesized, "--environments", environment, "--format", format, "--out", module],
      { variables: {}, commit: () => "0123456789ab", resynthesize, trialSynth: knownTrials },
      output,
    ),
  );
  if (status !== 0) throw new Error(stderr);
  return { synthesized, module };
}

const variables = {};
const root = process.cwd();

const COMMANDS = {
  check: (args: readonly string[], output: CommandOutput) =>
    runCheck(args, { variables, today: TODAY, resynthesize }, output),
  cost: (args: readonly string[], output: CommandOutput) =>
    runCost(args, { variables, today: TODAY }, output),
  diagram: (args: readonly string[], output: CommandOutput) => runDiagram(args, { variables, root }, output),
  report: (args: readonly string[], output: CommandOutput) =>
    runReport(args, { variables, today: TODAY }, output),
  review: (args: readonly string[], output: CommandOutput) =>
    runReview(args, { variables, today: TODAY, root, resynthesize, trialSynth: knownTrials }, output),
  runbook: (args: readonly string[], output: CommandOutput) =>
    runRunbook(args, { variables, today: TODAY }, output),
};

export type Command = keyof typeof COMMANDS;

/** Runs a command in this process. */
export const run = (command: Command, ...args: readonly string[]): Run =>
  runOf((output) => COMMANDS[command](args, output));

/** Runs a command that has to succeed, and returns its JSON. */
export function jsonOf(command: Command, ...args: readonly string[]): Record<string, unknown> {
  const { stdout, stderr } = run(command, ...args, "--json");
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}
