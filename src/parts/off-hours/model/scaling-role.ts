import { accountsWith } from "../../../infrastructure/identity-rbac";
import { type AccessRule } from "../../../infrastructure/kubernetes-api";
import { type KubernetesObject } from "../../../infrastructure/kubernetes-objects";
import { replicaSchedulesOf } from "./replica-schedules";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { texts } from "../../../terraform/stack-json";

/** Subresource that a job which scales Deployments may patch. */
const SCALED = "deployments/scale";

/**
 * Problems of a rule that scales Deployments: it is for the jobs that do so, and names no other Deployment. Undefined
 * for another rule.
 */
export function scalingProblems(
  plan: EnvironmentPlan,
  role: KubernetesObject,
  rule: AccessRule,
): string[] | undefined {
  const resources = texts(rule.resources);
  if (!resources.includes(SCALED)) return undefined;
  const verbs = texts(rule.verbs);
  const names = texts(rule.resourceNames);
  const accounts = new Set(accountsWith(plan, role).map(({ namespace, name }) => `${namespace}/${name}`));
  const scaled = new Set(
    replicaSchedulesOf(plan)
      .filter(
        ({ namespace, job, account }) =>
          namespace === role.namespace && accounts.has(`${job.namespace}/${account}`),
      )
      .flatMap(({ deployments }) => deployments),
  );
  const strange = names.filter((name) => !scaled.has(name));
  return [
    ...(resources.length === 1 ? [] : [`a rule with ${SCALED} also names other resources`]),
    ...(verbs.join() === "patch" ? [] : [`it may ${verbs.join(", ")} ${SCALED}, expected only patch`]),
    ...(names.length === 0 ? ["it may scale all Deployments: resourceNames is empty"] : []),
    ...(strange.length === 0
      ? []
      : [`it may scale ${strange.join(", ")}, which no job with its service account scales`]),
  ];
}
