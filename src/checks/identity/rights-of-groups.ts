import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { items } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { text, texts } from "../../terraform/stack-json";
import { aggregatedRoles } from "../aggregated-roles";
import { bindingOf } from "../../infrastructure/identity-rbac";

/** A call of the Kubernetes API. */
export interface Access {
  /** Undefined for all namespaces, and for kinds without one. */
  readonly namespace: string | undefined;
  /** API group; the core group is empty. */
  readonly group: string;
  /** Plural name of a kind, with a subresource after a slash. */
  readonly resource: string;
  readonly verb: string;
  /** @default - all objects, or one without a name yet */
  readonly name?: string;
}

/** A rule of a role that a binding gives. */
export interface Granted {
  /** Namespace of the binding; undefined for the whole cluster. */
  readonly namespace: string | undefined;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  /** Names of objects; none for all of them. */
  readonly names: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * Whether rules permit a call, as the API server decides: no rule takes a right away, `*` also names subresources, and
 * a rule for named objects does not permit a call without a name.
 *
 * Source: kubernetes/kubernetes, `pkg/apis/rbac/v1/evaluation_helpers.go` (unconfirmed).
 */
export const permits = (granted: readonly Granted[], access: Access): boolean =>
  granted.some(
    ({ namespace, groups, resources, names, verbs }) =>
      (namespace === undefined || namespace === access.namespace) &&
      includes(verbs, access.verb) &&
      includes(groups, access.group) &&
      resources.some((resource) => namesResource(resource, access.resource)) &&
      (names.length === 0 || (access.name !== undefined && names.includes(access.name))),
  );

const includes = (words: readonly string[], word: string): boolean =>
  words.includes("*") || words.includes(word);

/** Whether the resource of a rule names one. Of patterns, the API server knows `*` and `*` with a subresource only. */
function namesResource(pattern: string, resource: string): boolean {
  if (pattern === "*" || pattern === resource) return true;
  const [, subresource] = resource.split("/");
  return subresource !== undefined && pattern === `*/${subresource}`;
}

/** A rule that a group has, with its role. */
export interface GroupRule extends Granted {
  readonly role: KubernetesObject;
}

/** Rights of a Kubernetes group. */
export interface GroupRights {
  readonly rules: readonly GroupRule[];
  /** Bindings of roles whose rules no block has, or also roles of no block. */
  readonly unknown: readonly {
    readonly binding: KubernetesObject;
    readonly role: string;
    readonly isAggregated: boolean;
  }[];
}

/** Rights that bindings of the stacks give to each Kubernetes group. */
export const rightsOfGroups = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, GroupRights> => {
  const objects = objectsOf(plan);
  const found = new Map<string, GroupRights>();
  for (const binding of [...objects.ofKind("role_binding"), ...objects.ofKind("cluster_role_binding")]) {
    const namespace = binding.kind === "cluster_role_binding" ? undefined : binding.namespace;
    const role = boundRole(plan, binding);
    const rules = role
      ? aggregatedRoles.withRules(plan, role).flatMap((each) => rulesIn(each, namespace))
      : [];
    const open = { binding, role: bindingOf(plan, binding).roleName, isAggregated: role !== undefined };
    const unknown = !role || aggregatedRoles.haveOthers(plan, role) ? [open] : [];
    for (const { kind, name } of bindingOf(plan, binding).subjects) {
      if (kind !== "Group") continue;
      const known = found.get(name) ?? { rules: [], unknown: [] };
      found.set(name, { rules: [...known.rules, ...rules], unknown: [...known.unknown, ...unknown] });
    }
  }
  return found;
});

/** The role of a binding; one of a namespace can give a ClusterRole. */
function boundRole(plan: EnvironmentPlan, binding: KubernetesObject): KubernetesObject | undefined {
  const name = bindingOf(plan, binding).roleName;
  return text(binding.api.roleRef?.kind) === "ClusterRole"
    ? objectsOf(plan).find("cluster_role", "", name)
    : objectsOf(plan).find("role", binding.namespace, name);
}

const rulesIn = (role: KubernetesObject, namespace: string | undefined): GroupRule[] =>
  items(role.api.rules).map((rule) => ({
    role,
    namespace,
    groups: texts(rule.apiGroups),
    resources: texts(rule.resources),
    names: texts(rule.resourceNames),
    verbs: texts(rule.verbs),
  }));
