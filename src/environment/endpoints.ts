/**
 * VPC endpoint services by the short name that AWS uses (`com.amazonaws.<region>.<name>`).
 *
 * Source: Amazon EKS user guide, "Deploy private clusters with limited internet access"; AWS PrivateLink guide,
 * "AWS services that integrate with AWS PrivateLink" (read 2026-11-20).
 */
export const ENDPOINT_SERVICE_NAMES = [
  "s3",
  "dynamodb",
  "ecr.api",
  "ecr.dkr",
  "ec2",
  "sts",
  "elasticloadbalancing",
  "logs",
  "secretsmanager",
  "ssm",
  "ssmmessages",
  "sagemaker.runtime",
] as const;

export type EndpointService = (typeof ENDPOINT_SERVICE_NAMES)[number];

/** Type of the endpoint of a service. S3 and DynamoDB have gateways here; every other service has an interface endpoint. */
export const endpointTypeOf = (service: string): "gateway" | "interface" =>
  ["s3", "dynamodb"].includes(service) ? "gateway" : "interface";
