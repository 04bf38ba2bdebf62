import { type AwsLocation } from "../../../facts/aws";
import { type PolicyStatement } from "../../../facts/iam";
import { type PermissionOfFile, policyStatements } from "../../../facts/permissions";
import { type BucketOfSteps } from "../settings";
import { stepBucketPermissions } from "../step-buckets";
import { KUBEFLOW_PIPELINES_ACTIONS } from "../artifact-actions";
import { throughService } from "../../../platform/permissions";
import { passwordStatements } from "../../password-statements";

/** Bucket of the artifacts, and secret of the database, with the key of both. */
export interface KubeflowPipelinesData {
  readonly bucketArn: string;
  readonly secretArn: string;
  readonly kmsKeyArn: string;
}

/**
 * Permissions of each program. Source: kubeflow/pipelines 2.17.0: the launcher and Argo write artifacts and logs, the
 * API server and the user interface read them, and the driver of secrets reads the password with the role of the pod
 * (read 2026-11-22).
 */
export function kubeflowPipelinesStatements(
  location: AwsLocation,
  { bucketArn, secretArn, kmsKeyArn }: KubeflowPipelinesData,
  buckets: readonly BucketOfSteps[],
) {
  const list: PolicyStatement = {
    Sid: "ListArtifacts",
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: bucketArn,
  };
  const read: PolicyStatement[] = [
    { Sid: "ReadArtifacts", Effect: "Allow", Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    list,
    {
      Sid: "DecryptArtifacts",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: kmsKeyArn,
      Condition: throughService(location, "s3"),
    },
  ];
  const password = passwordStatements(location, { secretArn, kmsKeyArn });
  const write: PolicyStatement[] = [
    {
      Sid: "UseArtifacts",
      Effect: "Allow",
      Action: [...KUBEFLOW_PIPELINES_ACTIONS],
      Resource: `${bucketArn}/*`,
    },
    list,
    {
      Sid: "EncryptArtifacts",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: throughService(location, "s3"),
    },
  ];
  const ofFile = policyStatements(
    buckets.flatMap((bucket) => [
      ...stepBucketPermissions(location, bucket),
      ...keyPermissions(location, bucket),
    ]),
  );
  return {
    api: [...read, ...password],
    metadata: password,
    ui: read,
    steps: [...write, ...ofFile],
  } as const;
}

/** Statements on the key of a bucket. */
const keyPermissions = (location: AwsLocation, { access, kmsKeyArn }: BucketOfSteps): PermissionOfFile[] =>
  kmsKeyArn === undefined
    ? []
    : [
        {
          actions: access === "write" ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
          resources: [kmsKeyArn],
          conditions: throughService(location, "s3"),
        },
      ];
