import { type AwsLocation, bucketArn as arnOfBucket } from "../../../facts/aws";
import { type PolicyStatement } from "../../../facts/iam";
import { versionWrites } from "../promotion-permissions";
import { MLFLOW_ARTIFACT_ACTIONS } from "../artifact-actions";
import { throughService } from "../../../platform/permissions";
import { passwordStatements } from "../../password-statements";

export interface ServerAccess {
  readonly bucketArn: string;
  /** Folder of the artifacts in the bucket. */
  readonly folder: string;
  /** Secret of the database, which the driver reads with the role of the pod. */
  readonly secretArn: string;
  /** Key of both. */
  readonly kmsKeyArn: string;
}

/**
 * Rights of the MLflow server: the artifacts, and the password. Source: mlflow 3.17.2,
 * `store/artifact/s3_artifact_repo.py`: it lists, reads, writes in one or several parts, and
 * deletes objects; `head_bucket` is not called (read 2026-11-22).
 */
export function serverStatements(
  location: AwsLocation,
  { bucketArn, folder, secretArn, kmsKeyArn }: ServerAccess,
): PolicyStatement[] {
  return [
    {
      Sid: "UseArtifacts",
      Effect: "Allow",
      Action: [...MLFLOW_ARTIFACT_ACTIONS],
      Resource: `${bucketArn}/${folder}/*`,
    },
    {
      Sid: "ListArtifacts",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${folder}/*` } },
    },
    {
      Sid: "EncryptArtifacts",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: throughService(location, "s3"),
    },
    ...passwordStatements(location, { secretArn, kmsKeyArn }),
  ];
}

/**
 * Permissions of the job. S3 uses the key of the bucket for it: an upload in parts needs to decrypt (Amazon S3 user guide, "Uploading and
 * copying objects using multipart upload", read 2026-11-28).
 */
export const promotionStatements = (
  location: AwsLocation,
  bucket: { readonly name: string; readonly kmsKeyArn?: string },
  models: readonly string[],
): PolicyStatement[] => {
  const { actions, resources } = versionWrites(location, bucket.name, models);
  const statements: PolicyStatement[] = [
    { Sid: "WriteVersions", Effect: "Allow", Action: actions, Resource: resources },
    {
      Sid: "ListVersions",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: arnOfBucket(location, bucket.name),
      Condition: { StringLike: { "s3:prefix": models.map((name) => `${name}/*`) } },
    },
  ];
  if (bucket.kmsKeyArn === undefined) return statements;
  return [
    ...statements,
    {
      Sid: "EncryptFiles",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: bucket.kmsKeyArn,
      Condition: throughService(location, "s3"),
    },
  ];
};
