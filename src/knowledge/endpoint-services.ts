/**
 * VPC endpoints of AWS services, by the short name of the service (`com.amazonaws.<region>.<name>`).
 *
 * Source: AWS PrivateLink guide, "Gateway endpoints" and "AWS services that integrate with AWS PrivateLink" (read
 * 2026-11-20).
 */
const GATEWAYS: ReadonlySet<string> = new Set(["s3", "dynamodb"]);

/** The kind without a price by the hour. S3 and DynamoDB also have interfaces, for callers outside of the VPC. */
export const endpointKind = (service: string): "gateway" | "interface" =>
  GATEWAYS.has(service) ? "gateway" : "interface";

/** Services that only applications call, such as pods outside of the stacks. No stack shows whether one does. */
export const APPLICATION_SERVICES: ReadonlySet<string> = new Set(["sagemaker.runtime"]);

/**
 * Buckets from which nodes and Fargate read: layers of images in ECR (ECR guide, "VPC endpoints"), and packages of
 * AL2023 (the same suffix in the four regions that were read; read 2026-11-20).
 */
export const layerBucket = (region: string): string => `prod-${region}-starport-layer-bucket`;
export const packageBucket = (region: string): string => `al2023-repos-${region}-de612dc2`;
