import { own } from "../../../base/own";
import { applicationsOf, projectOf } from "./applications";
import { accountsWith, type Subject } from "../../../infrastructure/identity-rbac";
import { type AccessRule } from "../../../infrastructure/kubernetes-api";
import { type KubernetesObject } from "../../../infrastructure/kubernetes-objects";
import { ARGO_CD_CHART, ARGO_CD_CONTROLLER, ARGO_CD_SERVER, KINDS_OF_MODELS, POD_OBJECTS } from "../facts";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { texts } from "../../../terraform/stack-json";
import { releasesOf } from "../../../infrastructure/kubernetes-releases";

/** Verbs of a controller that owns objects, and of a program that shows them. */
const OWNS = ["get", "list", "watch", "create", "update", "patch", "delete"];
const READS = ["get", "list", "watch"];

/** Whether a subject is a service account of a release of Argo CD. */
export const isOfArgoCd = (plan: EnvironmentPlan, { kind, namespace, name }: Subject): boolean =>
  kind === "ServiceAccount" &&
  [ARGO_CD_CONTROLLER, ARGO_CD_SERVER].includes(name) &&
  releasesOf(plan, ARGO_CD_CHART).some((release) => release.namespace === namespace);

/** Problems of a rule in a namespace that Argo CD owns: its controller owns the kinds of the project, and reads what they make. */
export function argoCdRuleProblems(
  plan: EnvironmentPlan,
  role: KubernetesObject,
  rule: AccessRule,
): string[] {
  const [resources, verbs] = [texts(rule.resources), texts(rule.verbs)];
  const accounts = accountsWith(plan, role);
  const ownsKinds = accounts.length > 0 && accounts.every(({ name }) => name === ARGO_CD_CONTROLLER);
  const owned = ownedResources(plan, role.namespace);
  const list = (resource: string): readonly string[] =>
    owned.has(resource) ? (ownsKinds ? OWNS : READS) : POD_OBJECTS.includes(resource) ? READS : [];
  return [
    ...(texts(rule.apiGroups).length === 0 || resources.length === 0 || verbs.length === 0
      ? ["a rule lacks apiGroups, resources or verbs"]
      : []),
    ...(texts(rule.apiGroups).includes("*") ? ["a rule contains the wildcard *"] : []),
    ...resources.flatMap((resource) => {
      const excess = verbs.filter((verb) => !list(resource).includes(verb));
      return excess.length === 0
        ? []
        : [
            `it may ${excess.join(", ")} ${resource}, expected ${list(resource).length > 0 ? `only ${list(resource).join(", ")}` : "no right on it"}`,
          ];
    }),
  ];
}

/** Resources of the kinds that the projects of a namespace allow. */
const ownedResources = (plan: EnvironmentPlan, namespace: string): ReadonlySet<string> =>
  new Set(
    applicationsOf(plan)
      .filter(({ destination }) => destination.namespace === namespace)
      .flatMap((application) => projectOf(plan, application)?.kinds ?? [])
      .flatMap(({ kind }) => own(KINDS_OF_MODELS, kind) ?? []),
  );
