import { homeOf, knownText } from "../../infrastructure/text-references";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type EnvironmentPolicies } from "./environment-policies";

/** Roles and repositories of other environments that a pattern of an environment's policies matches, as lines of an error. */
export function overlapsOf(
  plans: readonly EnvironmentPlan[],
  policies: readonly EnvironmentPolicies[],
): string[] {
  return policies.flatMap((own) => {
    const patterns = patternsOf(own);
    return plans
      .filter(({ name }) => name !== own.environment)
      .flatMap((other) =>
        arnsOf(other).flatMap((arn) =>
          patterns
            .filter((pattern) => arn.startsWith(pattern.slice(0, -1)))
            .map((pattern) => `${own.environment}: ${pattern} matches ${arn} of ${other.name}`),
        ),
      );
  });
}

/** Patterns of names, which end with the only wildcard. */
function patternsOf({ layers, commands }: EnvironmentPolicies): string[] {
  const documents = [
    ...layers.flatMap((layer) => [...layer.documents.plan, ...layer.documents.apply]),
    ...commands.flatMap((command) => command.documents),
  ];
  const resources = documents.flatMap(({ Statement }) =>
    Statement.flatMap(({ Resource = [] }) => [Resource].flat()),
  );
  return [...new Set(resources)].filter((arn) => /:(role|repository)\/[^*]*[-/]\*$/.test(arn)).sort();
}

function arnsOf(plan: EnvironmentPlan): string[] {
  const { partition, accountId, region } = homeOf(plan);
  const named = (type: string, prefix: string): string[] =>
    plan
      .resources(type)
      .flatMap(({ layer, config }) => knownText(plan, { layer, value: config["name"] }) ?? [])
      .map((name) => `${prefix}${name}`);
  return [
    ...named("aws_iam_role", `arn:${partition}:iam::${accountId}:role/`),
    ...named("aws_ecr_repository", `arn:${partition}:ecr:${region}:${accountId}:repository/`),
  ].sort();
}
