import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import type { AwsLocation } from "../../facts/aws";
import { ownId } from "../own-id";
import { accessPolicyArn, roleName } from "./access-entries";

export interface ClusterAccessProps {
  readonly location: AwsLocation;
  readonly clusterName: string;
  readonly roles: readonly RoleAccess[];
}

/** Rights of an IAM role in the cluster. */
export interface RoleAccess {
  readonly roleArn: string;
  /** Name of an EKS access policy, and the namespaces in which it holds. @default - none, only groups */
  readonly policy?: { readonly name: string; readonly namespaces: readonly string[] };
  /** Kubernetes groups of the role. Empty for none. */
  readonly groups: readonly string[];
}

/** IAM roles with less than all rights in the cluster. */
export class ClusterAccess extends Construct {
  constructor(scope: Construct, id: string, { location, clusterName, roles }: ClusterAccessProps) {
    super(scope, id);
    for (const { roleArn, policy, groups } of roles) {
      const access = new Construct(this, ownId(this, `access-${roleName(roleArn)}`, roleArn));
      const entry = new EksAccessEntry(access, "Entry", {
        clusterName,
        principalArn: roleArn,
        type: "STANDARD",
        ...(groups.length > 0 ? { kubernetesGroups: [...groups].sort() } : {}),
      });
      if (!policy) continue;
      new EksAccessPolicyAssociation(access, "Policy", {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: accessPolicyArn(location, policy.name),
        accessScope: { type: "namespace", namespaces: [...policy.namespaces] },
      });
    }
  }
}
