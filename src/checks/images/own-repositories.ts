import { oncePerPlan, valueOf } from "../../infrastructure/blocks";
import { knownText } from "../../infrastructure/references";
import { type EnvironmentPlan, type PlannedResource } from "../../synthesized/environment-plan";

/** ECR repositories that the environment makes, by name. */
export const ownRepositories = oncePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      plan.resources("aws_ecr_repository").flatMap((repository) => {
        const name = knownText(plan, valueOf(repository, repository.config["name"]));
        return name === undefined ? [] : [[name, repository]];
      }),
    ),
);
