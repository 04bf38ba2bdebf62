import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { type AwsLocation, serviceDomain } from "../../core/aws";
import { type PolicyStatement, policyDocument } from "../../core/iam";

export interface EncryptionKeyProps {
  readonly location: AwsLocation;
  /** Alias, with `alias/`. */
  readonly alias: string;
  /** What the key encrypts, for whoever finds it in the console. */
  readonly description: string;
  /** CloudWatch log groups that the key encrypts, by name; `*` at the end stands for any. @default - none */
  readonly logGroups?: readonly string[];
  /** Keeps Terraform from destroying it: what it encrypts would be lost. @default false */
  readonly preventDestroy?: boolean;
}

/**
 * A customer-managed KMS key that rotates every year and waits 30 days before it is deleted. The account's own
 * IAM policies decide who uses it, so nobody can be locked out.
 */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "Resource", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(keyPolicy(props.location, props.logGroups ?? [])),
      ...(props.preventDestroy ? { lifecycle: { preventDestroy: true } } : {}),
    });
    new KmsAlias(this, "Alias", { name: props.alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

function keyPolicy(location: AwsLocation, logGroups: readonly string[]): PolicyStatement[] {
  const { partition, region, accountId } = location;
  const account: PolicyStatement = {
    Sid: "AccountPoliciesDecide",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  if (logGroups.length === 0) return [account];
  const cloudWatchLogs: PolicyStatement = {
    Sid: "CloudWatchLogsEncrypts",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.${serviceDomain(location)}` },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": logGroups.map(
          (name) => `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`,
        ),
      },
    },
  };
  return [account, cloudWatchLogs];
}
