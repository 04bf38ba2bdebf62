import { memoizePerPlan, valueOf } from "../../model/blocks";
import { knownText } from "../../model/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";

/** ECR repositories that the environment creates, by name. */
export const ownRepositories = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      plan.resources("aws_ecr_repository").flatMap((repository) => {
        const name = knownText(plan, valueOf(repository, repository.config["name"]));
        return name === undefined ? [] : [[name, repository]];
      }),
    ),
);
