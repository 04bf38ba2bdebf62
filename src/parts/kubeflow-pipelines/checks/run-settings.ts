import { hasChecksum, variablesOf } from "../../../infrastructure/kubernetes-pods";
import { enforcedLevel } from "../../../infrastructure/kubernetes-labels";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type DeployedProgram } from "../model/programs";
import { objectAt, workflowSettings } from "../model/settings";
import { stepQuotas } from "../model/step-quota";
import { CONTROLLER_SETTINGS } from "../facts/kubeflow-pipelines";
import { NON_ROOT_VARIABLE, USER_VARIABLE } from "../facts/pipeline-settings";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, type JsonObject, number, text, texts } from "../../../terraform/stack-json";
import { items } from "../../../infrastructure/kubernetes-api";

/** Settings by which the namespace admits the pods of runs. Kubernetes refuses others, and the run stays pending. */
export function runProblems(plan: EnvironmentPlan, { kind, pods }: DeployedProgram): string[] {
  const { namespace } = pods.owner;
  const isRestricted =
    enforcedLevel(objectsOf(plan).find("namespace", "", namespace)?.labels ?? {}) === "restricted";
  if (kind === "API server") return isRestricted ? userProblems(plan, pods) : [];
  if (kind !== "workflow controller") return [];
  const executor = workflowSettings(plan, namespace, "executor");
  return [
    ...(hasChecksum(pods, "config")
      ? []
      : [
          `it does not start again after a change of ${CONTROLLER_SETTINGS}, which it reads when it starts: it has no annotation checksum/config`,
        ]),
    ...(isRestricted ? contextProblems(objectAt(executor, "securityContext")) : []),
    ...(["executor", "mainContainer"] as const).flatMap((key) =>
      resourceProblems(plan, namespace, key, objectAt(workflowSettings(plan, namespace, key), "resources")),
    ),
  ];
}

/** Containers of steps get their user from the API server. */
function userProblems(plan: EnvironmentPlan, pods: DeployedProgram["pods"]): string[] {
  const variables = variablesOf(plan, pods);
  return [
    ...(variables[NON_ROOT_VARIABLE] === "true"
      ? []
      : [`${NON_ROOT_VARIABLE} is not true, so the namespace refuses steps`]),
    ...((number(variables[USER_VARIABLE]) ?? 0) > 0
      ? []
      : [`${USER_VARIABLE} is no user above 0, so a step whose image has none does not start`]),
  ];
}

/** The image of the executor has no user, so the context names one. */
const contextProblems = (context: JsonObject): string[] => [
  ...(context["runAsNonRoot"] === true ? [] : ["executor lacks runAsNonRoot true"]),
  ...((number(context["runAsUser"]) ?? 0) > 0 && typeof context["runAsUser"] === "number"
    ? []
    : ["executor has no runAsUser above 0, as a number"]),
  ...(context["allowPrivilegeEscalation"] === false ? [] : ["executor lacks allowPrivilegeEscalation false"]),
  ...(texts(objectAt(context, "capabilities")["drop"]).includes("ALL")
    ? []
    : ["executor does not drop ALL capabilities"]),
  ...(text(objectAt(context, "seccompProfile")["type"]) === "RuntimeDefault"
    ? []
    : ["executor lacks the seccomp profile RuntimeDefault"]),
];

/** Amounts that a quota limits, by the name of the default of a LimitRange. */
const LIMITED = [
  { kind: "requests", byDefault: "defaultRequest" },
  { kind: "limits", byDefault: "default" },
] as const;

/** With a limit on an amount, the quota refuses containers that do not state it. A LimitRange states it for them. */
function resourceProblems(
  plan: EnvironmentPlan,
  namespace: string,
  container: string,
  resources: JsonObject,
): string[] {
  const hard = stepQuotas(plan, namespace).flatMap((quota) => Object.keys(quota.hard));
  const defaults = objectsOf(plan)
    .ofKind("limit_range")
    .filter((range) => range.namespace === namespace)
    .flatMap(({ spec }) => items(spec.limits))
    .filter(({ type }) => type === "Container");
  return LIMITED.flatMap(({ kind, byDefault }) =>
    ["cpu", "memory", "ephemeral-storage"]
      .filter((amount) => hard.includes(`${kind}.${amount}`))
      .filter((amount) => objectAt(resources, kind)[amount] === undefined)
      .filter((amount) => !defaults.some((each) => asObject(each[byDefault])[amount] !== undefined))
      .map((amount) => `${container} states no ${kind}.${amount}, which the quota requires`),
  );
}
