import facts from "./sources-of-records.json";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { isFalse, valuesAt } from "../../terraform/stack-json";
import TEXTS from "./texts.json";
import { destinationProblem } from "./foreign-buckets";

export const logDestinations: Check = {
  ...ruleOf(TEXTS, "log-destinations"),
  run: (plan) =>
    facts.sources.flatMap((source) =>
      plan
        .resources(source.type)
        .flatMap((block) => combinedFinding(block, "records", loggingProblems(plan, block, source.paths))),
    ),
};

function loggingProblems(plan: EnvironmentPlan, block: PlannedResource, paths: readonly string[]): string[] {
  return [
    ...(isFalse(block.config["enable_logging"]) ? ["enable_logging is false, so it records nothing"] : []),
    ...paths.flatMap((path) =>
      valuesAt(block.config, path).flatMap((value) => destinationProblem(plan, block, `${path} is`, value)),
    ),
  ];
}
