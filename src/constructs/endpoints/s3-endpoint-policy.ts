import { al2023RepositoryBucket, ecrLayerBucket } from "../../catalog/endpoints";
import { type AwsLocation, bucketArn } from "../../core/aws";
import { type PolicyStatement, policyDocument } from "../../core/iam";

/**
 * Policy of the S3 endpoint. It allows image layers, packages of the node's operating system, and the model
 * bucket for roles of this account. Layers and packages are in buckets of AWS's own accounts, and clients
 * fetch them with signed or anonymous URLs, so the policy cannot require an account there.
 */
export function s3EndpointPolicy(location: AwsLocation, modelBucket: string): string {
  const read = (sid: string, bucket: string): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `${bucketArn(location, bucket)}/*`,
  });
  return policyDocument([
    read("EcrImageLayers", ecrLayerBucket(location.region)),
    read("Al2023Packages", al2023RepositoryBucket(location.region)),
    {
      Sid: "ModelFiles",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: [bucketArn(location, modelBucket), `${bucketArn(location, modelBucket)}/*`],
      Condition: { StringEquals: { "aws:PrincipalAccount": location.accountId } },
    },
  ]);
}
