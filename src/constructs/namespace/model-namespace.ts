import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Labels } from "../model-api/labels";

/** A namespace, and what to wait for before something is put into it. */
export interface INamespace {
  readonly name: string;
  readonly resource: ITerraformDependable;
}

export interface ModelNamespaceProps {
  readonly name: string;
  /** Kubernetes version of the cluster, `1.36`: the one whose Pod Security standard holds. */
  readonly kubernetesVersion: string;
  /** Most that all objects of the namespace may use together, by resource. */
  readonly quota: Readonly<Record<string, string>>;
  /**
   * Makes a pod count as ready only once its load balancer has it. Not where that load balancer can be off: the
   * gate would never open.
   *
   * @default false
   */
  readonly readinessGates?: boolean;
}

/**
 * A namespace that admits only pods of the restricted Pod Security standard, and lets no packet in or out that
 * no policy names.
 */
export class ModelNamespace extends Construct implements INamespace {
  readonly name: string;
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ModelNamespaceProps) {
    super(scope, id);
    this.name = props.name;
    this.resource = new NamespaceV1(this, "Resource", {
      metadata: { name: props.name, labels: { ...namespaceLabels(props) } },
    });
    this.limit(props.quota);
    this.close();
  }

  private limit(hard: Readonly<Record<string, string>>): void {
    new ResourceQuotaV1(this, "Quota", {
      metadata: { name: "models", namespace: this.name },
      spec: { hard: { ...hard } },
      dependsOn: [this.resource],
    });
    new LimitRangeV1(this, "Defaults", {
      metadata: { name: "models", namespace: this.name },
      spec: { limit: [{ type: "Container", ...CONTAINER_DEFAULTS }] },
      dependsOn: [this.resource],
    });
  }

  private close(): void {
    new NetworkPolicyV1(this, "default-deny", {
      metadata: { name: "default-deny", namespace: this.name },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      dependsOn: [this.resource],
    });
  }
}

/** The standard is pinned to the cluster's version, so that a newer API server refuses nothing by surprise. */
export function namespaceLabels({ kubernetesVersion, readinessGates = false }: ModelNamespaceProps): Labels {
  const podSecurity = ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, "restricted"],
    [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
  ]);
  return {
    ...(Object.fromEntries(podSecurity) as Labels),
    ...(readinessGates ? { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" } : {}),
  };
}

/**
 * For a container that says nothing: without values of its own the quota would refuse it. Written as the API
 * server writes them, since the provider compares texts here.
 */
const CONTAINER_DEFAULTS = {
  default: { memory: "128Mi" },
  defaultRequest: { cpu: "100m", memory: "128Mi" },
};
