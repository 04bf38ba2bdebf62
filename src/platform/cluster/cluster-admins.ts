import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import type { AwsLocation } from "../../facts/aws";
import { ownId } from "../own-id";
import { accessPolicyArn, roleName } from "./access-entries";

export interface ClusterAdminsProps {
  readonly location: AwsLocation;
  readonly clusterName: string;
  /** ARNs of IAM roles in the cluster's account. */
  readonly roleArns: readonly string[];
}

/**
 * Full Kubernetes access for the named IAM roles. Roles of managed nodes and Fargate need no entry: EKS
 * creates theirs.
 */
export class ClusterAdmins extends Construct {
  constructor(scope: Construct, id: string, { location, clusterName, roleArns }: ClusterAdminsProps) {
    super(scope, id);
    for (const roleArn of roleArns) {
      const admin = new Construct(this, ownId(this, `admin-${roleName(roleArn)}`, roleArn));
      const entry = new EksAccessEntry(admin, "Entry", {
        clusterName,
        principalArn: roleArn,
        type: "STANDARD",
      });
      new EksAccessPolicyAssociation(admin, "Policy", {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: accessPolicyArn(location, "AmazonEKSClusterAdminPolicy"),
        accessScope: { type: "cluster" },
      });
    }
  }
}
