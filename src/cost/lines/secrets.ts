import { usd } from "./uncounted-charges.json";
import { asArray, asObject, jsonIn, text } from "../../terraform/stack-json";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { costLine, type LinesOf, monthsOf, times } from "../line";

/** Secrets Manager secrets: created by Terraform, or mounted by models and created outside of it. */
export const secretLines: LinesOf = (costing) =>
  [...bySource(costing.plan)].map(([resource, names]) =>
    costLine(costing, resource, {
      item: "secret",
      billedAs: "AWSSecretsManager",
      unitPrice: "secretMonth",
      factors: [times(names, "secret"), monthsOf(costing)],
      assumption: `API calls are not counted (${usd.tenThousandSecretCalls} USD per 10,000)`,
    }),
  );

/** Number of secrets that each resource creates, or mounts as the first one. */
function bySource(plan: EnvironmentPlan): Map<PlannedResource, number> {
  const created = plan.resources("aws_secretsmanager_secret").map((resource) => [resource, 1] as const);
  const seen = new Set<string>();
  const mounted = new Map<PlannedResource, number>();
  for (const { resource, kind, spec } of customObjectsOf(plan)) {
    if (kind !== "SecretProviderClass") continue;
    for (const object of asArray(jsonIn(asObject(spec["parameters"])["objects"]))) {
      const name = text(asObject(object)["objectName"]);
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      mounted.set(resource, (mounted.get(resource) ?? 0) + 1);
    }
  }
  return new Map([...created, ...mounted]);
}
