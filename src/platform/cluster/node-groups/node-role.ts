import type { Construct } from "constructs";
import type { AwsLocation } from "../../../facts/aws";
import { type PolicyStatement, serviceTrustPolicy } from "../../../facts/iam";
import { ServiceRole } from "../../service-role";

export interface NodeRoleProps {
  readonly location: AwsLocation;
  readonly namePrefix: string;
  /** AWS managed policies, by the id that appears in the address. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  /** Statements of inline policies, by the id that appears in the address. */
  readonly inlinePolicies: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/**
 * Role of every node: it joins the cluster and pulls images. Permissions of pods, including the CNI's, are in
 * roles of their service accounts; with a hop limit of 1, pods cannot use this role.
 */
export class NodeRole extends ServiceRole {
  constructor(scope: Construct, id: string, { location, namePrefix, ...policies }: NodeRoleProps) {
    super(scope, id, {
      location,
      roleName: `${namePrefix}-nodes`,
      description: "Joins the cluster and pulls images",
      trust: serviceTrustPolicy("ec2.amazonaws.com"),
      ...policies,
    });
  }
}
