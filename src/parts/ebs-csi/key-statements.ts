import { type PolicyStatement } from "../../facts/iam";
import { type AwsLocation, serviceDomain } from "../../facts/aws";

/**
 * Use of a key by EC2 on behalf of the driver. EC2 calls KMS itself, so the pods need no endpoint for KMS. The grant lets
 * EC2 decrypt the key of a volume while it is attached.
 *
 * Source: kubernetes-sigs/aws-ebs-csi-driver, `docs/install.md`, "Encrypted EBS Volumes via KMS";
 * Amazon EBS user guide, "Requirements for Amazon EBS encryption"; KMS developer guide,
 * "kms:ViaService" and "kms:GrantIsForAWSResource" (read
 * 2026-11-22).
 */
export function volumeKeyStatements(location: AwsLocation, keyArn: string): PolicyStatement[] {
  const viaEc2 = { "kms:ViaService": `ec2.${location.region}.${serviceDomain(location)}` };
  return [
    {
      Sid: "EncryptVolumes",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"],
      Resource: keyArn,
      Condition: { StringEquals: viaEc2 },
    },
    {
      Sid: "GrantAttachedVolumes",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: keyArn,
      Condition: { StringEquals: viaEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
