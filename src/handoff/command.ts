import { type Command, Option } from "commander";
import { waivedRules } from "../checks/waived-rules";
import { commandOf, type CommandOutput, runAsyncCommand } from "../base/command-line";
import { type Layer } from "../base/layers";
import { counted } from "../base/counted";
import { userError } from "../base/errors";
import { ownerFiles } from "./owner-files/owner-files";
import { type Bundle, bundleOf } from "./bundle/bundle";
import { PARITY_FILE } from "./bundle/parity-file";
import { NONE_RECORDED } from "./bundle/images";
import { readParity } from "./bundle/folder-state";
import { type Provenance, digestOfInputs } from "./bundle/provenance";
import { differencesIn } from "./bundle/staleness";
import { writeBundle } from "./bundle/write-bundle";
import { withOwnersValues } from "./owner-values/owner-values";
import { isOfOwner, valueLines, valuesAsJson } from "./owner-values/report";
import { grownEnvironment } from "./folding/growth";
import { type Format, SYNTAXES } from "./module/format";
import { changedStacks, editsInFolder } from "./own-edits/edits-in-folder";
import { editsAsJson, moduleEditLines } from "./own-edits/report";
import { readLock } from "../project/image-lock";
import { readOutput } from "../base/read-output";
import { valuesOfModule } from "../terraform/at-defaults";
import { readEnvironmentRecord } from "../terraform/environment-record";
import { readStacks } from "../terraform/output";
import { readStackFiles } from "../terraform/stack-files";
import { statedIn } from "../infrastructure/stated";
import { notProvedLines } from "../project/not-proved";
import { refuseChangedInputs } from "../project/changed-inputs";
import {
  type Variables,
  VARIABLES_HELP,
  chosenNames,
  environmentsDirIn,
  environmentsOption,
  inOption,
} from "../project/options";
import { jsonOption, reportText } from "../project/command-report";
import { isUnknownOrigin, refusingEdits, type Resynthesize, sayNotCompared } from "../project/origins";
import { withoutNotes } from "./module/module";
import { foundValues } from "./values/found-values";
import { isComputed } from "./variables/parameters";
import { type TrialSynth } from "../project/trial-synth";
import { lockProviders } from "./command/lock";

export interface HandoffProps {
  readonly variables: Variables;
  /** Commit of the checkout. */
  readonly commit: () => string;
  /** Synthesizes the inputs again, to compare the output folder with them. */
  readonly resynthesize: Resynthesize;
  /** Synthesizes other values of settings, which tell the places of each, and one element more in each list. */
  readonly trialSynth: TrialSynth;
}

interface Options {
  readonly environments?: readonly string[];
  readonly out?: string;
  readonly check?: string;
  readonly format?: Format;
  readonly in: string;
  readonly force?: true;
  readonly lock?: true;
  readonly own?: true;
  readonly json?: true;
}

/** Hands an environment over as Terraform root modules, or compares a folder with them. Returns the exit status. */
export async function runHandoff(
  args: readonly string[],
  props: HandoffProps,
  output: CommandOutput,
): Promise<number> {
  const program = commandOf("handoff", ["--environments mlapp --out handed-over", "--check handed-over"])
    .description(
      "Writes the synthesized stacks of one environment as Terraform root modules that need no Node.js, and proves " +
        "that they equal the synthesized stacks.",
    )
    .addOption(inOption(props.variables))
    .addOption(environmentsOption(props.variables))
    .option("--out <dir>", "folder to write the modules to")
    .addOption(
      new Option("--format <syntax>", "syntax of the modules (default: hcl)").choices(Object.keys(SYNTAXES)),
    )
    .option(
      "--check <dir>",
      "write nothing; compare a folder with the current modules, and list the edits of its owner",
    )
    .option("--force", "overwrite edited files; values of the owner stay")
    .option(
      "--own",
      "write files that do not name this program, and no proof; an edited file stays, and no later run writes the folder",
    )
    .option("--lock", "write .terraform.lock.hcl for Linux and macOS; needs terraform and a registry")
    .addOption(jsonOption("handoff"))
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, () => {
    const { check } = program.opts<Options>();
    return check === undefined ? handOver(program, props, output) : compare(check, program, props, output);
  });
}

async function handOver(program: Command, props: HandoffProps, output: CommandOutput): Promise<number> {
  const options = program.opts<Options>();
  const { environments, out } = options;
  if (environments === undefined || out === undefined) {
    return program.error(
      "error: no environment or folder; give --environments NAME and --out DIR, or --check DIR",
    );
  }
  const environment = oneOf(environments);
  const isOwned = options.own === true;
  const before = isOwned ? readParity(out) : undefined;
  const format = options.format ?? before?.format ?? "hcl";
  const provenance = { environment, format, commit: props.commit(), isOwned };
  refuseChangedInputs(options.in, output);
  const bundle = await bundleFrom(options.in, provenance, props, output);
  const proven = Object.entries(bundle.parity.modules).map(([module, { values }]) => ({ module, values }));
  const modules = proven.map(({ module }) => module);
  const { values, ...files } = writeBundle(out, bundle, {
    own: isOwned,
    force: options.force ?? false,
    ownerFiles: ownerFiles({ environment, format, layers: modules as Layer[] }),
    ...(options.lock
      ? { complete: (staged, folder) => lockProviders(modules, staged, folder, props.variables) }
      : {}),
  });
  if (options.json) {
    const { written, begun, unchanged, removed, kept } = files;
    output.out(
      reportText("handoff", {
        environment,
        folder: out,
        modules: proven,
        written,
        begun,
        unchanged,
        notProved: bundle.notProved,
        removed,
        kept,
        values: valuesAsJson(values),
      }),
    );
    return 0;
  }
  const lines = [
    ...proven.map(
      (each) => `  ${each.module}: ${counted(each.values, "value")}, equal to the synthesized stack`,
    ),
    ...files.begun.map((path) => `  ${path} is yours from now on: no later hand-over writes it`),
    ...files.removed.map((path) => `  removed ${path}`),
    ...files.kept.map((path) => `  kept ${path}, which was edited since the hand-over`),
    ...valueLines(values),
    `done ${environment} in ${out}: ${counted(files.written.length, "file")} written, ${files.unchanged} unchanged; begin with ${out}/README.md`,
    "",
    ...notProvedLines(bundle.notProved),
  ];
  output.out(`${lines.join("\n")}\n`);
  return 0;
}

/** A hand-over holds one environment. */
function oneOf(environments: readonly string[]): string {
  const [environment, ...others] = environments;
  if (environment !== undefined && others.length === 0) return environment;
  throw userError({
    place: "--environments",
    got: environments.join(", "),
    expected: "one environment",
    fix: "hand each environment over to a folder of its own",
  });
}

/** Compares a folder with the current modules, and lists the edits of its owner. */
async function compare(
  folder: string,
  program: Command,
  props: HandoffProps,
  output: CommandOutput,
): Promise<number> {
  const options = program.opts<Options>();
  const { out, force, lock, own, json } = options;
  if (out !== undefined || force === true || lock === true || own === true) {
    return program.error("error: --check writes nothing; leave --out, --force, --own and --lock out");
  }
  const before = readParity(folder);
  if (!before) {
    throw userError({
      place: `--check ${folder}`,
      got: "a folder without a hand-over",
      expected: "a folder that handoff wrote",
      fix: "name such a folder, or write one with --out DIR",
    });
  }
  const environment = options.environments === undefined ? before.environment : oneOf(options.environments);
  // A commit that changes nothing makes nothing stale.
  const provenance = { environment, format: options.format ?? before.format, commit: before.commit };
  refuseChangedInputs(options.in, output);
  const bundle = await bundleFrom(options.in, provenance, props, output);
  const { bundle: merged, values, problems } = withOwnersValues(folder, before, bundle);
  const differences = [
    ...differencesIn(folder, merged),
    ...problems.map(({ message }) => `  ${message.split("; ")[0] ?? ""}`),
  ];
  const ofOwner = values.filter(isOfOwner);
  const [edits, stacks] = [editsInFolder(folder, before, bundle), changedStacks(before, bundle)];
  if (json)
    output.out(
      reportText("handoff", {
        environment,
        folder,
        differences: differences.map((line) => line.trim()),
        ...editsAsJson(edits, stacks),
        values: valuesAsJson(ofOwner),
      }),
    );
  else {
    const head =
      differences.length > 0
        ? [`${folder}: stale`, ...differences, ...moduleEditLines(edits, stacks)]
        : [`${folder}: all ${counted(comparedFiles(bundle), "file")} are current`];
    output.out(`${[...head, ...valueLines(ofOwner)].join("\n")}\n`);
  }
  return differences.length === 0 ? 0 : 1;
}

/** Number of files without parity.json, which is derived from the others. */
const comparedFiles = ({ files }: Bundle): number =>
  [...files.keys()].filter((path) => path !== PARITY_FILE).length;

/** The bundle of an environment. Throws where it is edited: its new owner would take the edit for proven. */
function bundleFrom(
  folder: string,
  provenance: Provenance,
  { variables, resynthesize, trialSynth }: HandoffProps,
  output: CommandOutput,
): Promise<Bundle> {
  const { stacks, record } = readOutput(folder, () => {
    const all = readStacks(folder);
    const names = [...new Set(all.map((stack) => stack.environment))];
    const [chosen] = chosenNames([provenance.environment], names, `in ${folder}`);
    return {
      stacks: all
        .filter((stack) => stack.environment === chosen)
        .map((stack) => ({ ...stack, files: readStackFiles(folder, stack) })),
      record: readEnvironmentRecord(folder, provenance.environment),
    };
  });
  const { waivers, settings, inputs } = record;
  const environmentsDir = environmentsDirIn(variables);
  const names = [provenance.environment];
  const origins = refusingEdits({ outdir: folder, names, environmentsDir, resynthesize })();
  sayNotCompared(origins, output);
  const lock = readLock(environmentsDir, provenance.environment);
  output.step?.("adding an element to each list");
  const growth = grownEnvironment(provenance.environment, settings, trialSynth);
  output.step?.("finding the places of settings");
  const values = foundValues({
    environment: provenance.environment,
    settings,
    stacks: new Map(stacks.map(({ layer, stack }) => [layer, withoutNotes(stack.generated)])),
    synth: trialSynth,
    valuesOfModule,
    isFilledOtherwise: isComputed,
  });
  const recorded = {
    ...(growth ? { growth } : {}),
    values,
    digests: lock?.digests ?? NONE_RECORDED.digests,
    charts: statedIn(settings).charts ?? [],
    stated: statedIn(settings),
    record,
    // A waiver has the id of its check alone.
    findings: waivers.map(({ check }) => ({ check, isNotJudged: check.endsWith("-not-judged") })),
    isLocked: lock !== undefined,
    isOfUnknownOrigin: origins.some(isUnknownOrigin),
  };
  return bundleOf(
    stacks,
    { ...provenance, ...digestOfInputs(inputs) },
    waivedRules(waivers),
    recorded,
    output.step,
  );
}
