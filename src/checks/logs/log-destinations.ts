import facts from "./sources-of-records.json";
import { destinationProblem } from "../../infrastructure/logs";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";
import { isFalse, valuesAt } from "../../terraform/stack-json";

export const logDestinations: Check = {
  id: "log-destinations",
  severity: "error",
  title: "records of calls, queries and data go to buckets of these stacks",
  why: "the ARN of a bucket has no account: its owner, who can be anyone, reads the records, and nobody here can keep or delete them",
  fix: "send them to a bucket of these stacks; if the bucket is that of another team, accept the finding with a waiver",
  source:
    "src/checks/logs/sources-of-records.json; Amazon S3 user guide, bucket names are global (unconfirmed)",
  run: (plan) =>
    facts.sources.flatMap((source) =>
      plan
        .resources(source.type)
        .flatMap((block) => combinedFinding(block, "records", problems(plan, block, source.paths))),
    ),
};

function problems(plan: EnvironmentPlan, block: PlannedResource, paths: readonly string[]): string[] {
  return [
    ...(isFalse(block.config["enable_logging"]) ? ["enable_logging is false, so it records nothing"] : []),
    ...paths.flatMap((path) =>
      valuesAt(block.config, path).flatMap((value) => destinationProblem(plan, block, `${path} is`, value)),
    ),
  ];
}
