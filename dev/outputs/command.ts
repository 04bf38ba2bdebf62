import { Command, InvalidArgumentError } from "commander";
import { type CommandOutput, runAsyncCommand } from "../../src/base/command-line";
import { counted } from "../../src/base/counted";
import { readOutput } from "../../src/base/read-output";
import { statedIn } from "../../src/infrastructure/stated";
import {
  type Variables,
  VARIABLES_HELP,
  chosenNames,
  environmentsOption,
  inOption,
} from "../../src/project/options";
import { groupByEnvironment } from "../../src/terraform/environment-plan";
import { readEnvironmentRecord } from "../../src/terraform/environment-record";
import { readStacks } from "../../src/terraform/output";
import { chosenChanges } from "./chosen";
import { type Danger, dangersOf } from "./dangers/all";
import { isKnown } from "./known";
import { legitimateEdits } from "./legitimate/all";
import { type LegitimateSettings } from "./legitimate/environments";
import { ownFiles } from "./legitimate/own-files";
import {
  HandOverScore,
  OwnFileScore,
  placeOf,
  type Said,
  type ScoredDanger,
  type TriedEnvironment,
} from "./score";
import { type Outcome } from "./judge";

/** Bounds of a result that passes. They only become stricter. */
export const OUTPUT_BOUNDS = {
  /** Least percentage of dangers that a check names. */
  named: 90,
  /** The same of a sample: chance decides how many changes of each class are in it. */
  namedInSample: 75,
  /** Largest number of dangers that no check names, and that the list of what is not proved does not have. */
  silent: 0,
  /** Largest percentage of legitimate changes that a check refuses. */
  refused: 1,
};

export interface OutputsProps {
  readonly variables: Variables;
  /** ISO date. */
  readonly today: string;
  /** A seed for runs that name none. */
  readonly seed: number;
  /** Variations of the files of environments. */
  readonly variations: (environment: string) => readonly LegitimateSettings[];
  /** Errors and warnings of a synth of such a variation that a synth of the file itself does not have. */
  readonly synthesized: (variation: LegitimateSettings) => Promise<Pick<Said, "errors" | "warnings">>;
}

interface Options {
  readonly in: string;
  readonly environments?: readonly string[];
  readonly all?: true;
  readonly seed: number;
  readonly only?: string;
  readonly list?: true;
}

/** Numbers of changes to try: of each class of dangers and legitimate edits, of own files, and of variations of files. */
const COUNTS = {
  sample: { ofClass: 8, files: 8, settings: 1, environments: 2 },
  all: { ofClass: 80, files: 120, settings: 60, environments: Number.POSITIVE_INFINITY },
} as const;

export async function runOutputs(
  args: readonly string[],
  props: OutputsProps,
  output: CommandOutput,
): Promise<number> {
  const program = new Command("npm run mutate:outputs --")
    .description(
      "Tests the checks on hand-overs whose settings nothing tells, and on changes that their owners may make. Fails below " +
        `${OUTPUT_BOUNDS.named} % of named dangers (${OUTPUT_BOUNDS.namedInSample} % in a sample), above ${OUTPUT_BOUNDS.silent} dangers that the list of what is not proved does not have either, and above ` +
        `${OUTPUT_BOUNDS.refused} % of refused legitimate changes.`,
    )
    .addOption(inOption(props.variables))
    .addOption(environmentsOption(props.variables))
    .option("--all", "try a large part of all changes in every environment, and not only a sample")
    .option("--seed <number>", "decides which changes are tried", wholeNumber, props.seed)
    .option("--only <text>", "try only the classes with a text, such as providers")
    .option("--list", "list the changes with another result than expected")
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, async () => {
    const options = program.opts<Options>();
    const result = await resultOf(options, props, output);
    const lines = options.list ? listed(result) : [];
    output.out([...tableOf(result), ...lines].map((line) => `${line}\n`).join(""));
    const failures = failuresOf(result, options.all ? OUTPUT_BOUNDS.named : OUTPUT_BOUNDS.namedInSample);
    for (const failure of failures)
      output.err(`failed: ${failure}; --list shows them, --seed ${options.seed} tries the same changes\n`);
    return failures.length === 0 ? 0 : 1;
  });
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number, such as 40.");
}

interface OutputsResult {
  readonly dangers: readonly ScoredDanger[];
  readonly said: readonly Said[];
}

const CLASS_OF_SETTINGS = "files of environments";

async function resultOf(
  options: Options,
  props: OutputsProps,
  output: CommandOutput,
): Promise<OutputsResult> {
  const { all, seed, only = "" } = options;
  const counts = all ? COUNTS.all : COUNTS.sample;
  const environments = chosenEnvironments(options, props, counts.environments);
  const isChosen = ({ class: name }: { readonly class: string }): boolean => name.includes(only);
  const handOvers = new Map(environments.map((each) => [each.name, lazy(() => new HandOverScore(each))]));
  const step =
    (what: string) =>
    (_: unknown, index: number): void =>
      output.step?.(`${what} ${index + 1}`);
  const dangers = chosenChanges(
    environments.flatMap(({ name, stacks }) => dangersOf(name, stacks)).filter(isChosen),
    seed,
    counts.ofClass,
  );
  const scored = dangers.flatMap((danger: Danger, index) => {
    step("danger")(danger, index);
    return handOvers.get(danger.environment)?.().danger(danger) ?? [];
  });
  const edits = chosenChanges(
    environments.flatMap(({ name, stacks }) => legitimateEdits(name, stacks)).filter(isChosen),
    seed,
    counts.ofClass,
  );
  const said = edits.flatMap((edit, index) => {
    step("edit")(edit, index);
    return handOvers.get(edit.environment)?.().said(edit) ?? [];
  });
  const files = environments.flatMap((each) => {
    const { place, layers } = placeOf(each);
    const judge = lazy(() => new OwnFileScore(each));
    return ownFiles(place, layers).map((file) => ({
      class: "own files",
      environment: each.name,
      address: `${file.layer}.`,
      change: file.name,
      said: () => judge().said(file),
    }));
  });
  const saidOfFiles = chosenChanges(files.filter(isChosen), seed, counts.files).map((file) => file.said());
  const variations = environments
    .flatMap(({ name }) => props.variations(name))
    .map((each) => ({ ...each, class: CLASS_OF_SETTINGS, address: `${each.environment}.` }));
  const saidOfSettings: Said[] = [];
  for (const each of chosenChanges(variations.filter(isChosen), seed, counts.settings)) {
    const { environment, change } = each;
    output.step?.(`${environment}: ${change}`);
    const { errors, warnings } = await props.synthesized(each);
    const open = (texts: readonly string[]): string[] => texts.filter((text) => !isKnown(each, text));
    saidOfSettings.push({
      class: CLASS_OF_SETTINGS,
      environment,
      change,
      errors: open(errors),
      warnings: open(warnings),
    });
  }
  return { dangers: scored, said: [...said, ...saidOfFiles, ...saidOfSettings] };
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Environments of a folder; in a sample some, which the seed decides. */
function chosenEnvironments(
  { in: folder, environments: named, seed }: Options,
  { today }: OutputsProps,
  most: number,
): TriedEnvironment[] {
  const stacks = readOutput(folder, () => readStacks(folder));
  const plans = groupByEnvironment(
    stacks,
    (name) => statedIn(readEnvironmentRecord(folder, name).settings).instanceTypes,
  );
  const names = chosenNames(
    named,
    plans.map(({ name }) => name),
    `in ${folder}`,
  );
  const turned = names.map((_, index) => names[(index + seed) % names.length] ?? "");
  return turned.slice(0, most).map((name) => ({
    name,
    stacks: stacks.filter(({ environment }) => environment === name),
    others: plans.filter((plan) => plan.name !== name),
    record: readEnvironmentRecord(folder, name),
    today,
  }));
}

const isRefused = ({ errors }: Said): boolean => errors.length > 0;

const isOpen = (danger: ScoredDanger): boolean => danger.judged.outcome === "silent" && !isKnown(danger);

function tableOf({ dangers, said }: OutputsResult): string[] {
  const names = (all: readonly { readonly class: string }[]): string[] => [
    ...new Set(all.map((each) => each.class)),
  ];
  const dangerLine = (of: string, all: readonly ScoredDanger[]): string => {
    const count = (outcome: Outcome): number => all.filter(({ judged }) => judged.outcome === outcome).length;
    return `${of}: ${counted(all.length, "danger")}, ${count("named")} named, ${count("stopped")} stopped, ${count("counted")} not proved, ${count("silent")} silent`;
  };
  const saidLine = (of: string, all: readonly Said[]): string =>
    `${of}: ${counted(all.length, "legitimate change")}, ${all.filter(isRefused).length} refused, ${all.filter((each) => !isRefused(each) && each.warnings.length > 0).length} with a warning`;
  return [
    ...names(dangers).map((name) =>
      dangerLine(
        name,
        dangers.filter((each) => each.class === name),
      ),
    ),
    dangerLine("all dangers", dangers),
    ...names(said).map((name) =>
      saidLine(
        name,
        said.filter((each) => each.class === name),
      ),
    ),
    saidLine("all legitimate changes", said),
  ];
}

const listed = ({ dangers, said }: OutputsResult): string[] => [
  ...dangers
    .filter(({ judged }) => judged.outcome !== "named")
    .map(
      ({ class: name, environment, address, change, judged }) =>
        `${judged.outcome} ${name} ${environment} ${address}: ${change}`,
    ),
  ...said
    .filter(({ errors, warnings }) => errors.length + warnings.length > 0)
    .map(
      ({ class: name, environment, change, errors, warnings }) =>
        `${errors.length > 0 ? "refused" : "warned"} ${name} ${environment} ${change}: ${[...errors, ...warnings].join(" | ")}`,
    ),
];

/** The bounds that a result misses. */
function failuresOf({ dangers, said }: OutputsResult, least: number): string[] {
  const named = dangers.filter(({ judged }) => judged.outcome === "named").length;
  const percent = dangers.length === 0 ? 100 : (100 * named) / dangers.length;
  const silent = dangers.filter(isOpen).length;
  const refused = said.filter(isRefused).length;
  const warned = said.filter((each) => !isRefused(each) && each.warnings.length > 0).length;
  return [
    ...(percent < least
      ? [`checks name ${percent.toFixed(1)} % of the dangers, expected at least ${least} %`]
      : []),
    ...(silent > OUTPUT_BOUNDS.silent
      ? [`${counted(silent, "danger")} without a finding and without an entry in what is not proved`]
      : []),
    ...(refused > (said.length * OUTPUT_BOUNDS.refused) / 100
      ? [`${counted(refused, "legitimate change")} refused, expected at most ${OUTPUT_BOUNDS.refused} %`]
      : []),
    ...(warned > 0 ? [`${counted(warned, "legitimate change")} with a warning without a reason`] : []),
  ];
}
