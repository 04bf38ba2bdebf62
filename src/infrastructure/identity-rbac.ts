import { type EnvironmentPlan } from "../terraform/environment-plan";
import { items } from "./kubernetes-api";
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
