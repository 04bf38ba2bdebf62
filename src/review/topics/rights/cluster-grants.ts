import { ACCESS_POLICY_FACTS } from "../../../evidence/access-policies";
import { own } from "../../../base/own";
import { bindingOf } from "../../../infrastructure/identity-rbac";
import { type KubernetesObject, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { items } from "../../../infrastructure/kubernetes-api";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { say } from "../../stages/phrase";
import { type Given } from "./grant";
import { grantOf } from "./policy-grants";
import { block, blocks, text, texts } from "../../../terraform/stack-json";
import { resolveReferences } from "../../../infrastructure/text-references";

/** The policy with all rights in a cluster. */
export const CLUSTER_ADMIN = "AmazonEKSClusterAdminPolicy";

/** Name of the policy of an association. */
export const accessPolicyOf = (plan: EnvironmentPlan, association: PlannedResource): string =>
  written(plan, association, "policy_arn").split("/").at(-1) ?? "";

const written = (plan: EnvironmentPlan, resource: PlannedResource, name: string): string =>
  resolveReferences(plan, inLayer(resource, resource.config[name]));

/** Rights in the cluster: of roles of IAM by access entries, and of subjects by bindings. */
export const clusterGrants = (plan: EnvironmentPlan): Given[] => [
  ...ofAssociations(plan),
  ...ofEntries(plan),
  ...ofBindings(plan),
];

const ownerOf = (resource: PlannedResource, name: string) => ({
  kind: "cluster" as const,
  holder: name,
  who: say`${name}`,
  resource,
});

/** A grant for each policy that the policy of an association includes; a line names the policy itself. */
function ofAssociations(plan: EnvironmentPlan): Given[] {
  return plan.resources("aws_eks_access_policy_association").flatMap((resource) => {
    const policy = accessPolicyOf(plan, resource);
    const namespaces = texts(block(resource.config.access_scope).namespaces);
    const owner = ownerOf(resource, written(plan, resource, "principal_arn"));
    const targets = namespaces.length > 0 ? namespaces.map((each) => `namespace ${each}`) : ["*"];
    return targets.flatMap((target) => {
      const on = target === "*" ? say` in the whole cluster` : say` in the ${target} of the cluster`;
      return [policy, ...(own(ACCESS_POLICY_FACTS.included, policy) ?? [])].map((action) =>
        grantOf(owner, { action, target, words: policy, on }),
      );
    });
  });
}

const ofEntries = (plan: EnvironmentPlan): Given[] =>
  plan.resources("aws_eks_access_entry").flatMap((resource) =>
    texts(resource.config.kubernetes_groups).map((group) =>
      grantOf(ownerOf(resource, written(plan, resource, "principal_arn")), {
        action: `group ${group}`,
        target: "*",
        words: `the rights of the Kubernetes group ${group}`,
        on: say` in the cluster`,
      }),
    ),
  );

/** Rights by the roles and bindings that Terraform creates. */
function ofBindings(plan: EnvironmentPlan): Given[] {
  const objects = objectsOf(plan);
  return [...objects.ofKind("role_binding"), ...objects.ofKind("cluster_role_binding")].flatMap((binding) => {
    const { roleName, subjects } = bindingOf(plan, binding);
    const role = objects
      .ofKind(binding.api.roleRef?.kind === "ClusterRole" ? "cluster_role" : "role")
      .find(
        ({ name, namespace, kind }) =>
          name === roleName && (kind === "cluster_role" || namespace === binding.namespace),
      );
    const scope = binding.kind === "role_binding" ? binding.namespace : "*";
    return subjects.flatMap((subject) => {
      const name =
        subject.kind === "ServiceAccount"
          ? `service account ${subject.namespace}:${subject.name}`
          : `${subject.kind} ${subject.name}`;
      const where = scope === "*" ? say` in the cluster` : say` in the namespace ${scope}`;
      return role === undefined
        ? [
            grantOf(ownerOf(binding.resource, name), {
              action: `role ${roleName}`,
              target: scope,
              words: `the rights of the role ${roleName}`,
              on: where,
            }),
          ]
        : rulesIn(role).map(({ verb, target }) =>
            grantOf(ownerOf(role.resource, name), {
              action: verb,
              target: `${scope}|${target}`,
              words: verb,
              on: [...say` on ${shownTarget(target)}`, ...where],
            }),
          );
    });
  });
}

/** Verb, and group, resource and name of each right of a role. */
function rulesIn(role: KubernetesObject): { readonly verb: string; readonly target: string }[] {
  return items(role.api.rules).flatMap(({ apiGroups, resources, resourceNames, verbs }) => {
    const names = texts(resourceNames);
    return texts(verbs).flatMap((verb) =>
      texts(apiGroups).flatMap((group) =>
        texts(resources).flatMap((resource) =>
          (names.length > 0 ? names : ["*"]).map((name) => ({
            verb,
            target: `${group}|${resource}|${name}`,
          })),
        ),
      ),
    );
  });
}

const shownTarget = (target: string): string => {
  const [group, resource = "", name] = target.split("|");
  const whole = group === "" ? resource : `${resource}.${group}`;
  return name === "*" ? whole : `${whole} ${name}`;
};

/** Namespaces of a scope that an association has. */
export const isOfCluster = ({ config }: PlannedResource): boolean =>
  blocks(config["access_scope"]).some(({ type }) => text(type) === "cluster");
