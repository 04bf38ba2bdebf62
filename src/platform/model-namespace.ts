import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { defaultDeny } from "./constructs/network-policies/default-deny";
import { limitNamespace } from "./constructs/namespace/limits";
import { namespaceLabels } from "./constructs/namespace/labels";
import { type INamespace } from "./namespace";

interface NamespaceProps {
  readonly name: string;
  /** Kubernetes version of the cluster, such as `1.36`. It selects the version of the Pod Security Standard. */
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
}

interface ModelNamespaceProps extends NamespaceProps {
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

interface ProgramNamespaceProps extends NamespaceProps {
  /** Resources of a container that states none. @default - as in namespaces of models */
  readonly defaults?: Parameters<typeof limitNamespace>[3];
}

/** A namespace of the programs of a part, with the same standard. The part has the policies of their traffic. */
export function programNamespace(
  scope: Construct,
  { name, quota, defaults, ...standard }: ProgramNamespaceProps,
): INamespace {
  const metadata = { name, labels: { ...namespaceLabels(standard) } };
  const namespace = { name, resource: new NamespaceV1(scope, "Namespace", { metadata }) };
  limitNamespace(scope, namespace, quota, defaults);
  return namespace;
}
