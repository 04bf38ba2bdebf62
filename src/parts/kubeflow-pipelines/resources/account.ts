import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { type PodLabels } from "../../../platform/contract";
import { type INamespace } from "../../../platform/namespace";

/** A rule of a Role. */
export interface Rights {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names of objects. @default - all objects */
  readonly names?: readonly string[];
}

export interface AccountProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** ARN of its role in IAM. @default - none */
  readonly roleArn?: string;
  /** Labels of its objects. @default - none */
  readonly labels?: PodLabels;
  /** Rights in the namespace. @default - none */
  readonly rights?: readonly Rights[];
  /** Whether pods that do not say it themselves get a token of the Kubernetes API. @default false */
  readonly mountsToken?: boolean;
}

/** A service account with its rights. Returns the resources that its pods need. */
export function account(
  scope: Construct,
  { name, namespace, roleArn, labels, rights = [], mountsToken = false }: AccountProps,
): ITerraformDependable[] {
  const metadata = { name, namespace: namespace.name, ...(labels ? { labels: { ...labels } } : {}) };
  const created = new ServiceAccountV1(scope, "Account", {
    metadata: {
      ...metadata,
      ...(roleArn === undefined ? {} : { annotations: { "eks.amazonaws.com/role-arn": roleArn } }),
    },
    automountServiceAccountToken: mountsToken,
    dependsOn: [namespace.resource],
  });
  if (rights.length === 0) return [created];
  const role = new RoleV1(scope, "Rights", {
    metadata,
    rule: rights.map(({ group, resources, verbs, names }) => ({
      apiGroups: [group],
      resources: [...resources],
      verbs: [...verbs],
      ...(names ? { resourceNames: [...names] } : {}),
    })),
    dependsOn: [namespace.resource],
  });
  const binding = new RoleBindingV1(scope, "RightsBinding", {
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
    subject: [{ kind: "ServiceAccount", name, namespace: namespace.name }],
    dependsOn: [role, created],
  });
  return [created, binding];
}
