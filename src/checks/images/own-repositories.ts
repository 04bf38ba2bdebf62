import { memoizePerPlan, valueOf } from "../../infrastructure/blocks";
import { knownText } from "../../infrastructure/references";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";

/** ECR repositories that the environment creates, by name. */
export const ownRepositories = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, ResourceOf<"aws_ecr_repository">> =>
    new Map(
      plan.resources("aws_ecr_repository").flatMap((repository) => {
        const name = knownText(plan, valueOf(repository, repository.config.name));
        return name === undefined ? [] : [[name, repository]];
      }),
    ),
);
