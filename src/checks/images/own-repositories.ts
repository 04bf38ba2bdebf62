import { knownText } from "../../infrastructure/text-references";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type ResourceOf,
} from "../../terraform/environment-plan";

/** ECR repositories that the environment creates, by name. */
export const ownRepositories = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, ResourceOf<"aws_ecr_repository">> =>
    new Map(
      plan.resources("aws_ecr_repository").flatMap((repository) => {
        const name = knownText(plan, inLayer(repository, repository.config.name));
        return name === undefined ? [] : [[name, repository]];
      }),
    ),
);
