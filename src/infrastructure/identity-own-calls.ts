import { type AwsLocation } from "../facts/aws";
import { type RequestKeys } from "./identity/iam/conditions";

/** Known values of a call that an identity of the account sends to a resource of an account. */
export const ownCallKeys = ({ accountId }: AwsLocation, owner = accountId): RequestKeys => ({
  "aws:PrincipalAccount": [accountId],
  "kms:CallerAccount": [accountId],
  "aws:ResourceAccount": [owner],
  "s3:ResourceAccount": [owner],
  "aws:SecureTransport": ["true"],
  "aws:PrincipalIsAWSService": ["false"],
});
