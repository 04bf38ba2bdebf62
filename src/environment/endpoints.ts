import { type AwsLocation, serviceDomain } from "../facts/aws";

/**
 * VPC endpoint services by the short name that AWS uses (`com.amazonaws.<region>.<name>`).
 *
 * Source: Amazon EKS user guide, "Deploy private clusters with limited internet access"; AWS PrivateLink guide,
 * "AWS services that integrate with AWS PrivateLink" (read 2026-11-20).
 */
export const ENDPOINT_SERVICE_NAMES = [
  "s3",
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

/** Type of the endpoint of a service. Only S3 has a gateway here; every other service has an interface endpoint. */
export const endpointTypeOf = (service: string): "gateway" | "interface" =>
  service === "s3" ? "gateway" : "interface";

/**
 * Names that the private DNS of an endpoint has, below the region's domain (AWS PrivateLink guide, `PrivateDnsNames` of
 * `describe-vpc-endpoint-services`, read 2026-11-21), of services that workloads in other networks use.
 */
const HOSTS = {
  "ecr.api": ["api.ecr"],
  "ecr.dkr": ["dkr.ecr", "*.dkr.ecr"],
  kms: ["kms"],
  logs: ["logs"],
  monitoring: ["monitoring"],
  "sagemaker.api": ["api.sagemaker"],
  "sagemaker.runtime": ["runtime.sagemaker"],
  secretsmanager: ["secretsmanager"],
  sts: ["sts"],
} as const;

export type NamedService = keyof typeof HOSTS;

export const NAMED_SERVICES = Object.keys(HOSTS) as [NamedService, ...NamedService[]];

/** Host names of a service in a region. The first is the name of a zone that holds all of them. */
export const serviceHosts = (service: NamedService, location: AwsLocation): readonly string[] =>
  HOSTS[service].map((host) => `${host}.${location.region}.${serviceDomain(location)}`);

/** Bucket with the layers of all private ECR images of a region (ECR guide, "VPC endpoints"). */
export const ecrLayerBucket = (region: string): string => `prod-${region}-starport-layer-bucket`;

/** Bucket of the AL2023 package repositories. Its suffix is the same in the four regions that were read. */
export const al2023RepositoryBucket = (region: string): string => `al2023-repos-${region}-de612dc2`;
