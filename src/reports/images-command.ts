import { Option } from "commander";
import { commandOf, type CommandOutput, runCommand } from "../base/command-line";
import { userError } from "../base/errors";
import { readText } from "../base/read-text";
import { imageListOf } from "../project/image-list";
import { mirrorScript } from "../project/mirror-script";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { readEnvironmentRecord } from "../terraform/environment-record";
import { refuseChangedInputs } from "../project/changed-inputs";
import {
  environmentsDirIn,
  environmentsOption,
  inOption,
  type Variables,
  VARIABLES_HELP,
} from "../project/options";
import { jsonOption, reportFileOption, reportText, writeReport, writeWhole } from "../project/command-report";
import { imagesJson } from "./images/json";
import { imageLocksPage, isImageLockCurrent, type Locked, writtenPage } from "./images/pages";
import { type Stated, statedIn } from "../infrastructure/stated";
import { explainedAt } from "../base/write-errors";
import { imageLockPath, lockText, readDigests, readLock } from "../project/image-lock";
import { plansIn } from "../project/input";

type StatedChart = NonNullable<Stated["charts"]>[number];

export interface ImagesProps {
  readonly variables: Variables;
}

interface Options {
  readonly in: string;
  readonly environments?: readonly string[];
  readonly write?: true;
  readonly check?: true;
  readonly script?: true;
  readonly digests?: string;
  readonly json?: true;
  readonly out?: string;
}

/** Lists the images and charts that environments pull, writes or checks their locks, or prints the mirror script. */
export function runImages(
  args: readonly string[],
  { variables }: ImagesProps,
  output: CommandOutput,
): number {
  const program = commandOf("lock images", ["--environments mlapp", "--write"])
    .description(
      "Lists every image and chart that an environment pulls, from synthesized Terraform JSON and the facts of charts: source, " +
        "target in the account's registry, tag, digest and platforms. docs/guide/images.md explains it.",
    )
    .addOption(inOption(variables))
    .addOption(environmentsOption(variables))
    .option("--write", "write locks/<environment>.images.lock.yaml, and keep recorded digests")
    .addOption(
      new Option("--check", "compare with the locks; exit status 1 if one is stale or missing").conflicts([
        "write",
        "script",
        "digests",
      ]),
    )
    .addOption(
      new Option(
        "--script",
        "print a bash script that copies the images and charts of one environment",
      ).conflicts(["write", "json"]),
    )
    .option("--digests <file>", "add the digests that the script recorded")
    .addOption(reportFileOption())
    .addOption(jsonOption("lock images"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const options = program.opts<Options>();
    const environmentsDir = environmentsDirIn(variables);
    refuseChangedInputs(options.in, output);
    const plans = plansIn(options.in, options.environments);
    if (options.script) refuseSeveral(plans);
    const locked = plans.map((plan) => {
      output.step?.(`listing the images of ${plan.name}`);
      const { settings } = readEnvironmentRecord(options.in, plan.name);
      return lockedOf(plan, statedIn(settings).charts ?? [], environmentsDir, options.digests);
    });
    for (const { list } of locked)
      for (const line of list.notJudged) output.err(`${list.environment}: not judged: ${line}\n`);
    if (options.write) writeLocks(locked);
    writeReport(pageOf(locked, options), options.out, output);
    return options.check === true && !locked.every(isImageLockCurrent) ? 1 : 0;
  });
}

function pageOf(locked: readonly Locked[], { write, check, script, json }: Options): string {
  if (json) return reportText("lock images", imagesJson(locked));
  if (script) return locked.map(({ list }) => mirrorScript(list)).join("");
  if (write) return writtenPage(locked);
  return check ? imageLocksPage(locked) : locked.map(({ text }) => text).join("---\n");
}

function lockedOf(
  plan: EnvironmentPlan,
  charts: readonly StatedChart[],
  environmentsDir: string,
  digests: string | undefined,
): Locked {
  const before = readLock(environmentsDir, plan.name);
  const recorded = before?.digests ?? new Map<string, string>();
  const all = digests === undefined ? recorded : readDigests(digests, digestsText(digests), recorded);
  const list = imageListOf(plan, charts, all);
  const file = imageLockPath(environmentsDir, plan.name);
  return { list, file, text: lockText(list), ...(before ? { before: before.text } : {}) };
}

const digestsText = (file: string): string =>
  readText(file, {
    place: `--digests ${file}`,
    expected: "the file that the mirror script wrote",
    fix: "run the script first, or name its file",
  });

function writeLocks(locked: readonly Locked[]): void {
  for (const { file, text, before } of locked) {
    if (text === before) continue;
    try {
      writeWhole(file, text);
    } catch (error) {
      throw explainedAt(error, file, "check the permissions of the folder");
    }
  }
}

/** A script is for one registry. */
function refuseSeveral(plans: readonly EnvironmentPlan[]): void {
  if (plans.length === 1) return;
  throw userError({
    place: "--script",
    got: plans.map(({ name }) => name).join(", "),
    expected: "one environment",
    fix: "name it with --environments: each has a registry and credentials of its own",
  });
}
