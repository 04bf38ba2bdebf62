import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { defaultDeny } from "./default-deny";
import { limitNamespace } from "./limits";
import type { INamespace } from "./namespace";
import { type Labels } from "./contract";

interface ModelNamespaceProps {
  readonly name: string;
  /**
   * Kubernetes version of the cluster, such as `1.36`. It selects the version of the Pod Security Standard.
   */
  readonly kubernetesVersion: string;
  /** Upper limits for the objects and devices of the namespace. */
  readonly quota: Readonly<Record<string, string>>;
  /**
   * Makes pods ready only after they are healthy targets of their load balancer. Do not enable it for a load
   * balancer that can be off: the pods would never become ready.
   *
   * @default false
   */
  readonly readinessGates?: boolean;
  /** Longest grace period of a pod in the namespace, in seconds. */
  readonly graceSeconds: number;
}

/** Time for the deletion of all objects besides the end of the pods, in seconds: the provider's default. */
const DELETION_SLACK_SECONDS = 300;

/**
 * A namespace that enforces the restricted Pod Security Standard and denies all traffic that no network
 * policy allows.
 */
export class ModelNamespace extends Construct implements INamespace {
  readonly name: string;
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ModelNamespaceProps) {
    super(scope, id);
    this.name = props.name;
    this.resource = new NamespaceV1(this, "Resource", {
      metadata: { name: props.name, labels: { ...namespaceLabels(props) } },
      // A namespace is gone after its last pod. The provider's default, five minutes, is shorter than the end
      // of a pod behind an NLB.
      timeouts: { delete: `${props.graceSeconds + DELETION_SLACK_SECONDS}s` },
    });
    limitNamespace(this, this, props.quota);
    defaultDeny(this, this);
  }
}

/**
 * The standard is pinned to the cluster's version, so that an upgraded API server does not reject pods
 * unexpectedly.
 */
export function namespaceLabels({
  kubernetesVersion,
  readinessGates = false,
}: Pick<ModelNamespaceProps, "kubernetesVersion" | "readinessGates">): Labels {
  const podSecurity = ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, "restricted"],
    [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
  ]);
  return {
    ...(Object.fromEntries(podSecurity) as Labels),
    ...(readinessGates ? { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" } : {}),
  };
}
