import type { Construct } from "constructs";
import type { AwsLocation } from "../../core/aws";
import { serviceTrust } from "../../core/iam";
import { ServiceRole } from "../cluster/service-role";

export interface NodeRoleProps {
  readonly location: AwsLocation;
  readonly namePrefix: string;
}

/**
 * Role of every node: joins the cluster and pulls images, nothing else. What pods may do, the CNI's too, stands
 * in roles of their service accounts; with a hop limit of 1 they cannot borrow this one.
 */
export class NodeRole extends ServiceRole {
  constructor(scope: Construct, id: string, { location, namePrefix }: NodeRoleProps) {
    super(scope, id, {
      location,
      roleName: `${namePrefix}-nodes`,
      description: "Joins the cluster and pulls images",
      trust: serviceTrust("ec2.amazonaws.com"),
      managedPolicies: {
        "worker-node": "AmazonEKSWorkerNodePolicy",
        "image-pull": "AmazonEC2ContainerRegistryPullOnly",
      },
    });
  }
}
