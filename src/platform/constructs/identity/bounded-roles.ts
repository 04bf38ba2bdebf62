import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Aspects } from "cdktf";
import type { Construct } from "constructs";
import type { AwsLocation } from "../../../shared/aws/aws";

/**
 * Puts a permissions boundary on every IAM role in `scope`, including those that are added later: one role without it would be a way
 * around it.
 *
 * @param policy name or ARN of the managed policy
 */
export function boundRoles(scope: Construct, location: AwsLocation, policy: string): void {
  const arn = policy.startsWith("arn:")
    ? policy
    : `arn:${location.partition}:iam::${location.accountId}:policy/${policy}`;
  Aspects.of(scope).add({
    visit: (node) => {
      if (node instanceof IamRole) node.permissionsBoundary = arn;
    },
  });
}
