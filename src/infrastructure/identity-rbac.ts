import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type AccessRule, items, type LabelSelector } from "./kubernetes-api";
import { carries, labelsOf, requirementsOn } from "./kubernetes-labels";
import { type KubernetesObject, objectsOf } from "./kubernetes-objects";
import { type Json, text } from "../terraform/stack-json";
import { resolveReferences } from "./text-references";

/** Subject of a binding. */
export interface Subject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A binding of a role; names are those of the objects to which it refers. */
export const bindingOf = (plan: EnvironmentPlan, { resource, api }: KubernetesObject) => ({
  roleName: written(plan, resource, api.roleRef?.name),
  get subjects(): Subject[] {
    return items(api.subjects).map((subject) => ({
      kind: text(subject.kind) ?? "",
      // The provider's default, in every namespace.
      namespace: written(plan, resource, subject.namespace ?? "default"),
      name: written(plan, resource, subject.name),
    }));
  },
});

/** A name, also where it refers to another object. */
const written = (
  plan: EnvironmentPlan,
  { layer }: KubernetesObject["resource"],
  value: Json | undefined,
): string => resolveReferences(plan, { layer, value });

/** Service accounts that bindings of a namespace give a role of it. */
export const accountsWith = (plan: EnvironmentPlan, { namespace, name }: KubernetesObject): Subject[] =>
  objectsOf(plan)
    .ofKind("role_binding")
    .filter((binding) => binding.namespace === namespace && bindingOf(plan, binding).roleName === name)
    .flatMap((binding) => bindingOf(plan, binding).subjects)
    .filter(({ kind }) => kind === "ServiceAccount");

/** The label by which the roles `view`, `edit` and `admin` of Kubernetes aggregate others. */
const TO_KUBERNETES = /^rbac\.authorization\.k8s\.io\/aggregate-to-/;

/** Selectors of ClusterRoles whose rules Kubernetes adds to a role. Each is for roles of no stack too. */
export const aggregated = ({ api }: KubernetesObject): readonly LabelSelector[] =>
  items(api.aggregationRule?.clusterRoleSelectors);

/** Rules of a role, and of the ClusterRoles of the stacks that it aggregates. */
export const rulesOf = (plan: EnvironmentPlan, role: KubernetesObject): readonly AccessRule[] =>
  aggregated(role).length === 0
    ? items(role.api.rules)
    : objectsOf(plan)
        .ofKind("cluster_role")
        .filter((each) => each !== role && aggregates(role, each))
        .flatMap(({ api }) => items(api.rules));

const aggregates = (role: KubernetesObject, { labels }: KubernetesObject): boolean =>
  aggregated(role).some(
    (selector) =>
      carries(labels, labelsOf(selector.matchLabels)) &&
      requirementsOn(selector, labels).every(({ isMet }) => isMet),
  );

/** Whether a role of Kubernetes or of the stacks aggregates a role, which then needs no binding. */
export const isAggregated = (plan: EnvironmentPlan, role: KubernetesObject): boolean =>
  role.kind === "cluster_role" &&
  (Object.entries(role.labels).some(([key, value]) => TO_KUBERNETES.test(key) && value === "true") ||
    objectsOf(plan)
      .ofKind("cluster_role")
      .some((each) => aggregates(each, role)));
