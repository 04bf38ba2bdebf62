import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Aspects } from "cdktf";
import type { Construct } from "constructs";
import { type Boundaries } from "../../../facts/role-kinds";
import type { AwsLocation } from "../../../facts/aws";
import type { Layer } from "../../../base/layers";

/**
 * Puts a permissions boundary on every IAM role of a layer, including those that are added later: one role without it would be a way
 * around it.
 *
 * @param boundaries name or ARN of the managed policy, or of one for each kind of role
 */
export function boundRoles(
  scope: Construct,
  layer: Layer,
  location: AwsLocation,
  boundaries: Boundaries,
): void {
  Aspects.of(scope).add({
    visit: (node) => {
      if (!(node instanceof IamRole)) return;
      const policy =
        typeof boundaries === "string"
          ? boundaries
          : boundaries[roleKind(layer, node.assumeRolePolicyInput ?? "")];
      node.permissionsBoundary = policy.startsWith("arn:")
        ? policy
        : `arn:${location.partition}:iam::${location.accountId}:policy/${policy}`;
    },
  });
}

/** The kind of a role, by its layer and its trust policy. */
export function roleKind(layer: Layer, trust: string): keyof Exclude<Boundaries, string> {
  if (layer === "models") return "models";
  if (layer === "platform") return "controllers";
  if (layer !== "cluster") return "network";
  if (/"ec2\.amazonaws/.test(trust)) return "nodes";
  if (/"backup\.amazonaws/.test(trust)) return "backups";
  return /"eks[\w-]*\.amazonaws|:serviceaccount:(kube-system|amazon-cloudwatch):/.test(trust)
    ? "cluster"
    : "parts";
}
