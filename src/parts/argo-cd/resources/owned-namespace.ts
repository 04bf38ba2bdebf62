import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ModelNamespace } from "../../../platform/model-namespace";
import { programPolicy } from "../../../platform/network-policies";
import { DNS_RULE } from "../../../platform/pod-traffic";
import { type INamespace } from "../../../platform/namespace";

/** A kind of objects, with the name that roles have for it. */
export interface OwnedKind {
  readonly group: string;
  readonly resource: string;
}

/** Service accounts of a controller that applies objects from Git, and of its server that shows them. */
export interface ArgoCdAccounts {
  readonly namespace: string;
  readonly controller: string;
  readonly server: string;
}

export interface OwnedNamespaceProps {
  readonly name: string;
  /** Kubernetes version of the cluster, such as `1.36`. */
  readonly kubernetesVersion: string;
  readonly maxPods: number;
  readonly maxCpu: number;
  readonly maxMemoryGiB: number;
  readonly accounts: ArgoCdAccounts;
  /** Makes pods ready only after they are healthy targets of the load balancer. */
  readonly readinessGates: boolean;
  /** Kinds that the controller creates and deletes. */
  readonly kinds: readonly OwnedKind[];
}

/** Longest grace period of a pod for which the deletion of the namespace waits, in seconds. */
const GRACE_SECONDS = 600;

const READ = ["get", "list", "watch"];
const WRITE = ["create", "update", "patch", "delete"];

/** Objects that Kubernetes makes from those of Git, which their state of health is read from. */
const READABLE = [
  { apiGroups: [""], resources: ["pods", "events"] },
  { apiGroups: ["apps"], resources: ["replicasets"] },
];

/**
 * A namespace whose objects a controller applies from Git. Terraform owns its limits, its network policies and the rights of
 * the controller, which cannot change them.
 */
export class OwnedNamespace extends Construct implements INamespace {
  readonly name: string;
  readonly resource: ITerraformDependable;
  /** Resources that exist before the first object from Git. */
  readonly ready: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OwnedNamespaceProps,
  ) {
    super(scope, id);
    const { name, kubernetesVersion, maxPods, maxCpu, maxMemoryGiB, readinessGates } = props;
    this.name = name;
    this.resource = new ModelNamespace(this, "Resource", {
      name,
      kubernetesVersion,
      // A Service of the type LoadBalancer would be a way in that no file of this environment has.
      quota: {
        pods: String(maxPods),
        "requests.cpu": String(maxCpu),
        "requests.memory": `${maxMemoryGiB}Gi`,
        "requests.nvidia.com/gpu": "0",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
      },
      readinessGates,
      graceSeconds: GRACE_SECONDS,
    }).resource;
    this.ready = [...this.permit("controller", this.applies()), ...this.permit("server", this.shows())];
    this.connect();
  }

  private applies() {
    return [
      ...this.props.kinds.map(({ group, resource }) => ({
        apiGroups: [group],
        resources: [resource],
        verbs: [...READ, ...WRITE],
      })),
      ...READABLE.map((rule) => ({ ...rule, verbs: READ })),
    ];
  }

  private shows() {
    return [
      ...this.props.kinds.map(({ group, resource }) => ({
        apiGroups: [group],
        resources: [resource],
        verbs: ["get"],
      })),
      ...READABLE.map((rule) => ({ ...rule, verbs: ["get", "list"] })),
      { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
    ];
  }

  private permit(
    account: "controller" | "server",
    rule: RoleV1["ruleInput"] & object,
  ): ITerraformDependable[] {
    const { accounts } = this.props;
    const metadata = { name: accounts[account], namespace: this.name };
    const role = new RoleV1(this, `${account}-role`, { metadata, rule, dependsOn: [this.resource] });
    const binding = new RoleBindingV1(this, `${account}-binding`, {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: metadata.name },
      subject: [{ kind: "ServiceAccount", name: accounts[account], namespace: accounts.namespace }],
      dependsOn: [role],
    });
    return [role, binding];
  }

  /** Pods find each other by name. Other traffic is denied, as in every namespace. */
  private connect(): void {
    const own = { peers: [{ pods: {} }], ports: [] };
    programPolicy(
      this,
      "within",
      { name: "within", pods: {}, ingress: [own], egress: [own, DNS_RULE] },
      { namespace: this },
    );
  }
}
