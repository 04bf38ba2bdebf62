import { Option } from "commander";
import { stepOf, type CommandOutput } from "../base/command-line";
import { refuseChangedInputs } from "./changed-inputs";
import { withScratch } from "../base/scratch";
import { type JsonObject } from "../terraform/stack-json";
import { type Layer } from "../base/layers";
import { writeAsOutput } from "./modules/as-output";
import { type HandedOver, isHandedOver, readHandedOver } from "./modules/handed-over";
import { readOutput } from "../base/read-output";
import { statedIn } from "../infrastructure/stated";
import { type EnvironmentPlan, groupByEnvironment } from "../terraform/environment-plan";
import { readEnvironmentRecord } from "../terraform/environment-record";
import { readStacks } from "../terraform/output";
import { chosenNames } from "./options";

/** Options of a command that reads an output folder of synth or a hand-over. */
export interface InputOptions {
  readonly in: string;
  /** Folder of a hand-over. @default - none: the output folder of synth is read */
  readonly module?: string | undefined;
  /** @default - all */
  readonly environments?: readonly string[] | undefined;
}

/** An output folder to read. */
export interface Input {
  readonly folder: string;
  /** @default - all */
  readonly environments?: readonly string[];
  /** The hand-over that the folder was written from. @default - synth wrote the folder */
  readonly module?: HandedOver;
}

/** `others` are further options that it excludes. */
export const moduleOption = (others: readonly string[] = []): Option =>
  new Option(
    "--module <dir>",
    "folder that handoff wrote, with the edits of its owner, instead of an output folder of synth",
  ).conflicts(["in", "environments", ...others]);

/**
 * Passes the output folder to `use`; that of a hand-over is temporary. Throws where the folder cannot be read.
 *
 * @param findsEdits whether the command compares the folder with its inputs
 */
export function withInput<T>(
  { in: folder, module, environments }: InputOptions,
  output: CommandOutput,
  use: (input: Input) => T,
  findsEdits = false,
): T {
  if (module !== undefined) return withModule(module, "--module", output, use);
  refuseChangedInputs(folder, output, findsEdits);
  return use({ folder, ...(environments ? { environments } : {}) });
}

/** Passes the other side of a comparison to `use`: an output folder of synth, or the folder of a hand-over. */
export const withSide = <T>(
  dir: string,
  option: string,
  output: CommandOutput,
  use: (folder: string) => T,
): T => (isHandedOver(dir) ? withModule(dir, option, output, ({ folder }) => use(folder)) : use(dir));

/**
 * Passes a hand-over as an output folder to `use`.
 *
 * @param planned values of the variables in a plan of a layer. @default - the files of values have them
 */
export function withModule<T>(
  dir: string,
  option: string,
  output: CommandOutput,
  use: (input: Input & { readonly module: HandedOver }) => T,
  planned?: ReadonlyMap<Layer, JsonObject>,
): T {
  stepOf(output).step?.(`reading ${dir}`);
  const module = readHandedOver(dir, option, planned);
  return withScratch("module-", (folder) => {
    writeAsOutput(module, folder);
    return use({ folder, module });
  });
}

/** The named environments in an output folder of synth, all of them where none is named. */
export function plansIn(folder: string, named: readonly string[] | undefined): EnvironmentPlan[] {
  const plans = groupByEnvironment(
    readOutput(folder, () => readStacks(folder)),
    (name) => statedIn(readEnvironmentRecord(folder, name).settings).instanceTypes,
  );
  const names = chosenNames(
    named,
    plans.map(({ name }) => name),
    `in ${folder}`,
  );
  return plans.filter(({ name }) => names.includes(name));
}
