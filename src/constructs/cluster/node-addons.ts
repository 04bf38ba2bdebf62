import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IOidcProvider } from "../../stack-outputs/cluster";
import { type AwsLocation, managedPolicyArn } from "../../core/aws";
import { IrsaRole } from "../identity/irsa-role";
import { Addon, type AddonHost } from "./addon";

export interface NodeAddonsProps extends AddonHost {
  readonly location: AwsLocation;
  /** Prefix of IAM role names. */
  readonly namePrefix: string;
  readonly oidc: IOidcProvider;
  /** Tags of the interfaces that the CNI attaches to nodes. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * DaemonSets that a node needs to become ready, or that pods expect on a node. They are installed before any
 * node.
 */
export class NodeAddons extends Construct {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NodeAddonsProps) {
    super(scope, id);
    const role = new IrsaRole(new Construct(this, "Roles"), "vpc-cni", {
      roleName: `${props.namePrefix}-vpc-cni`,
      description: "Attaches addresses to nodes, for pods",
      oidc: props.oidc,
      serviceAccount: { namespace: "kube-system", name: "aws-node" },
      managedPolicyArn: managedPolicyArn(props.location, "AmazonEKS_CNI_Policy"),
    });
    const cni = new Addon(this, "vpc-cni", {
      ...props,
      role,
      configuration: vpcCniConfiguration(props.tags),
    });
    const others = (["kube-proxy", "eks-pod-identity-agent"] as const).map(
      (name) => new Addon(this, name, props),
    );
    this.ready = [cni, ...others].map((addon) => addon.resource);
  }
}

/**
 * Enables network policies and prefix delegation. Nodes get addresses in blocks of sixteen: a t3.medium then
 * runs 110 pods instead of 17. The add-on's schema requires text for every value.
 *
 * Source: README of amazon-vpc-cni-k8s and the schema of the add-on (read 2026-11-20).
 */
export function vpcCniConfiguration(tags: Readonly<Record<string, string>>): object {
  return {
    enableNetworkPolicy: "true",
    env: {
      ENABLE_PREFIX_DELEGATION: "true",
      WARM_PREFIX_TARGET: "1",
      // The provider's default tags do not apply to interfaces that the CNI creates.
      ADDITIONAL_ENI_TAGS: JSON.stringify(tags),
    },
  };
}
