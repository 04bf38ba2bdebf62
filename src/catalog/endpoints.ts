/**
 * VPC endpoint services by the short name that AWS uses (`com.amazonaws.<region>.<name>`).
 *
 * Source: Amazon EKS user guide, "Deploy private clusters with limited internet access"; AWS PrivateLink guide,
 * "AWS services that integrate with AWS PrivateLink" (read 2026-11-20).
 */
export const ENDPOINT_SERVICES = {
  s3: "gateway",
  "ecr.api": "interface",
  "ecr.dkr": "interface",
  ec2: "interface",
  sts: "interface",
  elasticloadbalancing: "interface",
  logs: "interface",
  secretsmanager: "interface",
  ssm: "interface",
  ssmmessages: "interface",
  "sagemaker.runtime": "interface",
} as const satisfies Record<string, "gateway" | "interface">;

/** Type of the endpoint of a service. Only S3 has a gateway here; every other service has an interface endpoint. */
export const endpointTypeOf = (service: string): "gateway" | "interface" =>
  service === "s3" ? "gateway" : "interface";

export type EndpointService = keyof typeof ENDPOINT_SERVICES;

export const ENDPOINT_SERVICE_NAMES = Object.keys(ENDPOINT_SERVICES) as EndpointService[];

/** Bucket with the layers of all private ECR images of a region (ECR guide, "VPC endpoints"). */
export const ecrLayerBucket = (region: string): string => `prod-${region}-starport-layer-bucket`;

/** Bucket of the AL2023 package repositories. Its suffix is the same in the four regions that were read. */
export const al2023RepositoryBucket = (region: string): string => `al2023-repos-${region}-de612dc2`;
