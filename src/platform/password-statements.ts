import { type AwsLocation, serviceDomain } from "../facts/aws";
import { type PolicyStatement } from "../facts/iam";

/** Condition of a key of KMS that only a service uses, on behalf of the role. */
export const throughService = (location: AwsLocation, service: string) => ({
  StringEquals: { "kms:ViaService": `${service}.${location.region}.${serviceDomain(location)}` },
});

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
