import { type AwsLocation } from "../facts/aws";
import { type PolicyStatement } from "../facts/iam";
import { throughService } from "../platform/permissions";

/** Permissions with which the driver of secrets reads a password with the role of a pod. */
export const passwordStatements = (
  location: AwsLocation,
  { secretArn, kmsKeyArn }: { readonly secretArn: string; readonly kmsKeyArn: string },
): PolicyStatement[] => [
  {
    Sid: "ReadPassword",
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    Resource: secretArn,
  },
  {
    Sid: "DecryptPassword",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: kmsKeyArn,
    Condition: throughService(location, "secretsmanager"),
  },
];
