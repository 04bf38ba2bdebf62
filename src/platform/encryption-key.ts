import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { type AwsLocation, serviceDomain } from "../facts/aws";
import { type PolicyStatement, policyDocument } from "../facts/iam";
import { publishers } from "./constructs/topic-publishers.json";

interface EncryptionKeyProps {
  readonly location: AwsLocation;
  /** Alias, including `alias/`. */
  readonly alias: string;
  /** Purpose of the key, shown in the console. */
  readonly description: string;
  /**
   * CloudWatch log groups that the key encrypts, by name; `*` at the end matches any suffix.
   *
   * @default - none
   */
  readonly logGroups?: readonly string[];
  /** Allows the account's CloudWatch alarms to publish to topics that the key encrypts. @default false */
  readonly alarmTopics?: boolean;
  /** Allows AWS Backup of the account to publish to topics that the key encrypts. @default false */
  readonly backupTopics?: boolean;
  /** Sets `prevent_destroy`: without the key, the data that it encrypts is lost. @default false */
  readonly preventDestroy?: boolean;
  /** Provider of the key and its alias. @default - the stack's provider */
  readonly provider?: TerraformProvider;
}

/**
 * A customer managed KMS key with yearly rotation and a deletion window of 30 days. IAM policies of the
 * account control its use, so no key policy can lock the account out.
 */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { provider } = props;
    const key = new KmsKey(this, "Resource", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(keyPolicy(props)),
      ...(props.preventDestroy ? { lifecycle: { preventDestroy: true } } : {}),
      ...(provider ? { provider } : {}),
    });
    new KmsAlias(this, "Alias", {
      name: props.alias,
      targetKeyId: key.keyId,
      ...(provider ? { provider } : {}),
    });
    this.arn = key.arn;
  }
}

function keyPolicy({
  location,
  logGroups = [],
  alarmTopics,
  backupTopics,
}: EncryptionKeyProps): PolicyStatement[] {
  const { partition, accountId } = location;
  const account: PolicyStatement = {
    Sid: "AccountPoliciesDecide",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  return [
    account,
    ...(logGroups.length > 0 ? [forLogs(location, logGroups)] : []),
    ...(alarmTopics ? [forPublisher(location, publishers.alarms)] : []),
    ...(backupTopics ? [forPublisher(location, publishers.backups)] : []),
  ];
}

function forLogs(location: AwsLocation, logGroups: readonly string[]): PolicyStatement {
  const { partition, region, accountId } = location;
  return {
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
}

/** Without this statement, the service drops notifications without an error. */
function forPublisher(
  { accountId }: AwsLocation,
  { sid, service }: (typeof publishers)[keyof typeof publishers],
): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}
