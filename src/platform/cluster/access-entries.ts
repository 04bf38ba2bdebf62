import type { AwsLocation } from "../../facts/aws";

/** ARN of an EKS access policy. */
export const accessPolicyArn = ({ partition }: AwsLocation, name: string): string =>
  `arn:${partition}:eks::aws:cluster-access-policy/${name}`;

/** Last part of a role's ARN. Roles with different paths can have the same one. */
export const roleName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
