import { knownText } from "../../infrastructure/text-references";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type ResourceOf,
  valueOf,
} from "../../terraform/environment-plan";

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
