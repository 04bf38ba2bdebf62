import { readOutput } from "../base/read-output";
import { type EnvironmentPlan, groupByEnvironment } from "../terraform/environment-plan";
import { statedIn } from "../infrastructure/stated";
import { readEnvironmentRecord } from "../terraform/environment-record";
import { readStacks } from "../terraform/output";
import { chosenNames } from "./options";

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
