import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { Construct } from "constructs";
import { type People } from "../../../environment/people";
import { READERS_ROLE, peopleGroup } from "../../names/people";
import { type INamespace } from "../../namespace";

const API_GROUP = "rbac.authorization.k8s.io";

/** Verbs on kinds of one API group. */
export interface RightsRule {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface ClusterRightsProps {
  readonly name: string;
  readonly rules: readonly RightsRule[];
  /** People with the rights in the whole cluster. Empty: only bindings of namespaces give them. */
  readonly people: readonly People[];
}

/** Rights of people in the whole cluster. */
export class ClusterRights extends Construct {
  constructor(scope: Construct, id: string, { name, rules, people }: ClusterRightsProps) {
    super(scope, id);
    const role = new ClusterRoleV1(this, "Role", { metadata: { name }, rule: rules.map(roleRule) });
    if (people.length === 0) return;
    new ClusterRoleBindingV1(this, "Binding", {
      metadata: { name },
      roleRef: { apiGroup: API_GROUP, kind: "ClusterRole", name },
      subject: people.map(groupSubject),
      dependsOn: [role],
    });
  }
}

export interface NamespaceRightsProps {
  readonly people: People;
  readonly namespace: INamespace;
  readonly rules: readonly RightsRule[];
  /** Whether the people also read all kinds of the namespace but Secrets. */
  readonly reads: boolean;
}

/** Rights of people in a namespace. */
export class NamespaceRights extends Construct {
  constructor(scope: Construct, id: string, { people, namespace, rules, reads }: NamespaceRightsProps) {
    super(scope, id);
    const metadata = { name: `people-${people}`, namespace: namespace.name };
    const role = new RoleV1(this, "Role", {
      metadata,
      rule: rules.map(roleRule),
      dependsOn: [namespace.resource],
    });
    new RoleBindingV1(this, "Binding", {
      metadata,
      roleRef: { apiGroup: API_GROUP, kind: "Role", name: metadata.name },
      subject: [groupSubject(people)],
      dependsOn: [role],
    });
    if (!reads) return;
    new RoleBindingV1(this, "readers", {
      metadata: { name: `people-${people}-readers`, namespace: namespace.name },
      roleRef: { apiGroup: API_GROUP, kind: "ClusterRole", name: READERS_ROLE },
      subject: [groupSubject(people)],
      dependsOn: [namespace.resource],
    });
  }
}

const roleRule = ({ group, resources, verbs }: RightsRule) => ({
  apiGroups: [group],
  resources: [...resources],
  verbs: [...verbs],
});

const groupSubject = (people: People) => ({ kind: "Group", name: peopleGroup(people), apiGroup: API_GROUP });
