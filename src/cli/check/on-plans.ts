import { CHECKS } from "../../checks/all";
import { recordedChecks } from "../../checks/own-checks";
import { type Result, isBlocking } from "../../checks/run";
import { type CommandOutput, stepOf } from "../../base/command-line";
import { readOutput } from "../../base/read-output";
import { refuseChangedInputs } from "../../project/changed-inputs";
import { type Input, withModule } from "../../project/input";
import { COMPARING, notProved } from "../../project/not-proved";
import { chosenNames } from "../../project/options";
import { type NamedPlan, readPlans } from "../../project/plans";
import { groupByEnvironment } from "../../terraform/environment-plan";
import { readStacks } from "../../terraform/output";
import { type PlansPage, comparedAsJson, plansAsJson, plansPage } from "../pages";
import { type CheckInput, recordsIn } from "./checked";
import { resultInWords } from "./judged-output";
import { PlannedEnvironment } from "./planned-environment";
import { planVariables, plannedStacks } from "./planned-stacks";
import { runOnPlans } from "./run-on-plans";

/** Judges plans, alone, with an output folder, or with the hand-over that they are plans of. */
export const onPlans: CheckInput = ({ plan = [], in: given, module, environments }, props, output) => {
  const plans = readPlans(plan);
  const request: PlansRequest = { today: props.today, named: environments, output };
  // The folder of the variable is read only if it is set: there is no default here.
  const folder = given ?? (props.variables["CDKTF_OUTDIR"] || undefined);
  const judged = module === undefined ? beside(folder, plans, request) : ofModule(module, plans, request);
  return {
    page: () => plansPage(judged, CHECKS.length),
    json: () => ({
      findings: plansAsJson(judged),
      plans: comparedAsJson(judged),
      notProved: judged.notProved,
    }),
    fails: judged.results.some(isBlocking) || judged.notKnown.length > 0,
  };
};

function beside(folder: string | undefined, plans: readonly NamedPlan[], request: PlansRequest): PlansPage {
  if (folder !== undefined) refuseChangedInputs(folder, request.output);
  return checkPlans(plans, { folder }, request);
}

/** Plans of a hand-over. The files of its modules supply the settings, and results are in words of the modules. */
function ofModule(dir: string, plans: readonly NamedPlan[], request: PlansRequest): PlansPage {
  const planned = new Map(plans.map(({ layer, plan }) => [layer, planVariables(plan)]));
  return withModule(
    dir,
    "--module",
    request.output,
    (input) => {
      const judged = checkPlans(plans, input, request);
      const words = input.module.inWords;
      const worded = (results: readonly Result[]): readonly Result[] =>
        words === undefined ? results : results.map((each) => resultInWords(each, words));
      return { ...judged, results: worded(judged.results), unsure: worded(judged.unsure), folder: dir };
    },
    planned,
  );
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
  const stacks = folder === undefined ? undefined : readOutput(folder, () => readStacks(folder));
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
