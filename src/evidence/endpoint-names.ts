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

/**
 * Part of DNS names of a service, below the domain of a region, and what fails in a network where they do not resolve to an
 * endpoint (`PrivateDnsNames` of `describe-vpc-endpoint-services`; SageMaker developer guide, "Give SageMaker training jobs
 * access to resources in your Amazon VPC", read 2026-11-21).
 */
interface ServiceNames {
  readonly hosts: readonly string[];
  readonly loss: string;
}

const NAMES: Readonly<Record<string, ServiceNames>> = {
  "ecr.api": { hosts: ["api.ecr"], loss: "the log-in to ECR fails" },
  "ecr.dkr": {
    hosts: ["dkr.ecr", "*.dkr.ecr"],
    loss: "docker pull fails, since ECR serves no image manifest",
  },
  kms: { hosts: ["kms"], loss: "calls of KMS fail" },
  logs: { hosts: ["logs"], loss: "no logs arrive in CloudWatch" },
  monitoring: { hosts: ["monitoring"], loss: "no metrics arrive in CloudWatch" },
  "sagemaker.api": { hosts: ["api.sagemaker"], loss: "no SageMaker job can be created or read" },
  "sagemaker.runtime": { hosts: ["runtime.sagemaker"], loss: "SageMaker endpoints are not invoked" },
  secretsmanager: { hosts: ["secretsmanager"], loss: "secrets are not read" },
  sts: { hosts: ["sts"], loss: "roles are not assumed" },
};

/** Names below the domain of a region. A service without a row has its own name. */
export const hostsOfService = (service: string): readonly string[] => NAMES[service]?.hosts ?? [service];

/** The consequence of a service that a network cannot reach. */
export const lossWithout = (service: string): string => NAMES[service]?.loss ?? `calls of ${service} fail`;

/** The same of S3. */
export const LOSS_WITHOUT_S3 =
  "docker pull fails, since the layers of images in ECR are in S3, and jobs cannot read data and models";

/** Name of callers in another network, in the tag `RequestedBy` of endpoints. */
export const TRAINING_VPC = "Training VPC";
