import { Option } from "commander";
import { statedBy } from "../../infrastructure/stated";
import { CHECKS } from "../../checks/all";
import { recordedChecks } from "../../checks/own-checks";
import { type Result, isBlocking } from "../../checks/run";
import { commandOf, type CommandOutput, runCommand, stepOf } from "../../base/command-line";
import { readOutput } from "../../base/read-output";
import { type EnvironmentPlan, groupByEnvironment } from "../../terraform/environment-plan";
import { type EnvironmentRecord, NO_RECORD, readEnvironmentRecord } from "../../terraform/environment-record";
import { type OutputStack, readStacks } from "../../terraform/output";
import { PlannedEnvironment } from "./planned-environment";
import {
  type JudgedManifests,
  checkManifests,
  manifestsAsJson,
  manifestsPage,
  manifestsStatus,
} from "./check-manifests";
import { inWords, judgeOutput } from "./judged-output";
import { outputAsJson, outputPage } from "./output-page";
import { type PlansPage, comparedAsJson, plansAsJson, plansPage } from "../pages";
import { type NamedPlan, readPlans } from "../../project/plans";
import { plannedStacks, variablesOf } from "./planned-stacks";
import { promtoolIn } from "./promtool";
import { runOnPlans } from "./run-on-plans";
import {
  type Variables,
  VARIABLES_HELP,
  chosenNames,
  environmentsDirIn,
  environmentsOption,
  outputFolderIn,
} from "../../project/options";
import { jsonOption, reportFileOption, reportText, writeReport } from "../../project/command-report";
import { COMPARING, notProved } from "../../project/not-proved";
import { type Input, moduleOption, withInput, withModule } from "../../project/input";
import { refuseChangedInputs } from "../../project/changed-inputs";
import { type Resynthesize } from "../../project/origins";

export interface CheckProps {
  readonly variables: Variables;
  /** ISO date to compare waivers and support calendars with. */
  readonly today: string;
  /** Synthesizes the inputs again, to compare an output folder with them. */
  readonly resynthesize: Resynthesize;
}

interface Options {
  readonly in?: string;
  readonly module?: string;
  readonly plan?: readonly string[];
  readonly manifests?: string;
  readonly manifest?: string;
  readonly environments?: readonly string[];
  readonly json?: true;
  readonly out?: string;
}

const PLANS = `
Each plan is matched to a stack. --in then supplies the other stacks, the waivers, and settings that no plan holds, such
as lifecycle and backend, and is what each plan is compared with. With --plan the folder is read only where --in or CDKTF_OUTDIR names it. A plan of a
handed-over module needs --module, whose files supply the same. A value that remains unknown is an error: exit status 1.`;

const PROMTOOL_HELP = `
Where promtool of Prometheus is on the PATH, or PROMTOOL names it, it evaluates the alerts of an output folder over recorded cases of each
fault. Without it, the last lines of the report name them as not judged.`;

/** Runs all checks on an output folder or on plans. Returns the exit status. */
export function runCheck(args: readonly string[], props: CheckProps, output: CommandOutput): number {
  const { variables, today, resynthesize } = props;
  const program = commandOf("check", ["", "--environments mlapp --json", "--module handed-over"])
    .description("Runs all checks on synthesized Terraform JSON, on handed-over modules, or on plans.")
    .option(
      "--in <dir>",
      `output folder of synth (default: "${outputFolderIn(variables)}"; with --plan: none)`,
    )
    .addOption(moduleOption(["manifests", "manifest"]))
    .option(
      "--plan <file>",
      "JSON from terraform show -json, as FILE or STACK=FILE; repeatable",
      (each: string, before: readonly string[] = []) => [...before, each],
    )
    .addOption(
      new Option(
        "--manifests <dir>",
        "judge the rendered manifests of a folder that Argo CD applies, instead of the stacks",
      ).conflicts("plan"),
    )
    .addOption(
      new Option(
        "--manifest <file>",
        "trusted copy of the folder's .synth-files.json, to compare the folder with instead of its inputs",
      ).conflicts(["plan", "manifests"]),
    )
    .addOption(environmentsOption(variables))
    .addOption(reportFileOption())
    .addOption(jsonOption("check"))
    .addHelpText("after", PLANS)
    .addHelpText("after", PROMTOOL_HELP)
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const {
      in: given,
      module,
      plan: plans,
      manifests,
      manifest,
      environments,
      json,
      out,
    } = program.opts<Options>();
    if (manifests !== undefined) {
      const folder = given ?? outputFolderIn(variables);
      refuseChangedInputs(folder, output);
      const judged = judgeFolder(manifests, folder, today, environments, output);
      writeReport(json ? reportText("check", manifestsAsJson(judged)) : manifestsPage(judged), out, output);
      return manifestsStatus(judged);
    }
    if (!plans) {
      const folder = given ?? outputFolderIn(variables);
      const input = { in: folder, module, environments };
      const judged = withInput(
        input,
        output,
        (each) =>
          judgeOutput(
            {
              ...each,
              named: each.environments,
              manifest,
              today,
              environmentsDir: environmentsDirIn(variables),
              resynthesize,
              evaluateRules: promtoolIn(variables),
            },
            output,
          ),
        true,
      );
      writeReport(json ? reportText("check", outputAsJson(judged)) : outputPage(judged), out, output);
      return [...judged.edits, ...judged.following, ...judged.others].some(isBlocking) ? 1 : 0;
    }
    const named = readPlans(plans);
    const request = { today, named: environments, output };
    const judged =
      module === undefined
        ? checkPlans(named, outputIn(given ?? (variables["CDKTF_OUTDIR"] || undefined), output), request)
        : withModule(
            module,
            "--module",
            output,
            (input) => {
              const judgement = checkPlans(named, input, request);
              const { inWords: words } = input.module;
              const of = (results: readonly Result[]): Result[] =>
                words === undefined ? [...results] : results.map((each) => inWords(each, words));
              const { results, unsure } = judgement;
              return { ...judgement, results: of(results), unsure: of(unsure), folder: module };
            },
            new Map(named.map(({ layer, plan }) => [layer, variablesOf(plan)])),
          );
    writeReport(
      json
        ? reportText("check", {
            findings: plansAsJson(judged),
            plans: comparedAsJson(judged),
            notProved: judged.notProved,
          })
        : plansPage(judged, CHECKS.length),
      out,
      output,
    );
    return judged.results.some(isBlocking) || judged.notKnown.length > 0 ? 1 : 0;
  });
}

/** Records of the environments of a folder, and what their files stated then, each read once. */
function recordsIn(folder: string | undefined) {
  const known = new Map<string, EnvironmentRecord>();
  const recordOf = (name: string): EnvironmentRecord => {
    const record =
      known.get(name) ?? (folder === undefined ? NO_RECORD : readEnvironmentRecord(folder, name));
    known.set(name, record);
    return record;
  };
  return { recordOf, statedOf: statedBy((name) => recordOf(name).settings) };
}

const stacksOf = (folder: string): OutputStack[] => readOutput(folder, () => readStacks(folder));

/** Names of the environments to judge. */
const chosenIn = (plans: readonly EnvironmentPlan[], folder: string, named: readonly string[] | undefined) =>
  chosenNames(
    named,
    plans.map(({ name }) => name),
    `in ${folder}`,
  );

/** Judges a folder of manifests for the environments of an output folder. */
function judgeFolder(
  manifests: string,
  folder: string,
  today: string,
  named: readonly string[] | undefined,
  output: CommandOutput,
): JudgedManifests {
  const { statedOf } = recordsIn(folder);
  const plans = groupByEnvironment(stacksOf(folder), (name) => statedOf(name).instanceTypes);
  const names = chosenIn(plans, folder, named);
  output.step?.(`judging ${manifests}`);
  return checkManifests({
    folder: manifests,
    plans: plans.filter(({ name }) => names.includes(name)),
    context: { today, others: [], statedOf },
    ...(output.tick ? { tick: output.tick } : {}),
  });
}

/** The output folder that plans are compared with, if there is one. */
function outputIn(folder: string | undefined, output: CommandOutput): PlanInput {
  if (folder !== undefined) refuseChangedInputs(folder, output);
  return { folder };
}

/** The other side of a comparison with plans. */
interface PlanInput {
  readonly folder: string | undefined;
  /** The hand-over that the folder was written from. @default - synth wrote the folder */
  readonly module?: Input["module"];
}

interface PlansRequest {
  readonly today: string;
  /** Environments to judge. @default - all with a plan */
  readonly named: readonly string[] | undefined;
  readonly output: CommandOutput;
}

function checkPlans(
  plans: readonly NamedPlan[],
  { folder, module }: PlanInput,
  { today, named, output }: PlansRequest,
): PlansPage {
  const stacks = folder === undefined ? undefined : stacksOf(folder);
  const { recordOf, statedOf } = recordsIn(folder);
  const planned = plannedStacks(plans, { stacks, modules: module?.layers });
  const names = [...new Set(planned.map(({ environment }) => environment))];
  const environments = chosenNames(named, names, "with a plan").map(
    (name) =>
      new PlannedEnvironment(
        name,
        planned.filter(({ environment }) => environment === name),
        stacks?.filter(({ environment }) => environment === name),
        statedOf(name).instanceTypes,
      ),
  );
  const isPlanned = (name: string): boolean => environments.some((each) => each.name === name);
  const judged = runOnPlans({
    environments,
    others: groupByEnvironment(stacks ?? [], (name) => statedOf(name).instanceTypes).filter(
      ({ name }) => !isPlanned(name),
    ),
    checks: CHECKS,
    ownChecksOf: (name) => recordedChecks(recordOf(name)),
    waiversOf: (name) => recordOf(name).waivers,
    statedOf,
    today,
    ...stepOf(output),
  });
  const chosen = planned.filter(({ environment }) => isPlanned(environment));
  const filled = chosen.filter(({ taken }) => taken.length > 0);
  const open = notProved(
    environments.map((environment) => ({
      plan: environment.plan(),
      stated: statedOf(environment.name),
      findings: [...judged.results, ...judged.unsure].filter((each) => each.environment === environment.name),
      unknown: judged.notKnown.filter((each) => each.environment === environment.name).length,
      isOfUnknownOrigin: folder === undefined,
      ...(module ? { module } : {}),
    })),
    [
      // It compares a folder with its inputs, which this command takes as given.
      ...(folder === undefined ? [] : ["check"]),
      ...COMPARING.filter((command) => command !== "check --plan"),
    ],
  );
  return {
    ...judged,
    notProved: open,
    folder,
    taken: new Map(filled.map(({ name, taken }) => [name, taken])),
    compared: chosen.map(({ name, comparison }) => ({ stack: name, ...comparison })),
  };
}
