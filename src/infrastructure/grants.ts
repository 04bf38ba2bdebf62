import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Json, text } from "../terraform/stack-json";
import { resolveReferences } from "./text-references";
import { type AccessRule, items } from "./kubernetes-api";
import { type KubernetesObject, objectsOf } from "./kubernetes-objects";

/** Subject of a binding. */
export interface Subject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export const subjectsOf = (plan: EnvironmentPlan, { resource, api }: KubernetesObject): Subject[] =>
  items(api.subjects).map((subject) => ({
    kind: text(subject.kind) ?? "",
    // The provider's default, in every namespace.
    namespace: written(plan, resource, subject.namespace ?? "default"),
    name: written(plan, resource, subject.name),
  }));

/** Name of the role that a binding gives. */
export const roleOf = (plan: EnvironmentPlan, { resource, api }: KubernetesObject): string =>
  written(plan, resource, api.roleRef?.name);

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
    .filter((binding) => binding.namespace === namespace && roleOf(plan, binding) === name)
    .flatMap((binding) => subjectsOf(plan, binding))
    .filter(({ kind }) => kind === "ServiceAccount");

/** Rules that the roles of a namespace give to a service account. */
export const rulesFor = (plan: EnvironmentPlan, namespace: string, account: string): AccessRule[] =>
  objectsOf(plan)
    .ofKind("role")
    .filter((role) => role.namespace === namespace)
    .filter((role) =>
      accountsWith(plan, role).some((each) => each.namespace === namespace && each.name === account),
    )
    .flatMap(({ api }) => items(api.rules));
