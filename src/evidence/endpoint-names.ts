import { own } from "../base/own";

/** Services that only applications call, such as pods outside of the stacks. No stack shows whether one does. */
export const APPLICATION_SERVICES: ReadonlySet<string> = new Set(["sagemaker.runtime"]);

/** A service with a VPC endpoint, by its short name (`com.amazonaws.<region>.<name>`). */
interface EndpointService {
  /** The kind without a price by the hour. S3 and DynamoDB also have interfaces, for callers outside of the VPC. */
  readonly kind: "gateway" | "interface";
  /** DNS names below the domain of a region. */
  readonly hosts: readonly string[];
  /** The loss in a network where they do not resolve to an endpoint. */
  readonly loss: string;
}

/**
 * Sources: AWS PrivateLink guide, "Gateway endpoints" and "AWS services that integrate with AWS PrivateLink" (read 2026-11-20);
 * `PrivateDnsNames` of `describe-vpc-endpoint-services`; SageMaker developer guide, "Give SageMaker training jobs access to resources in
 * your Amazon VPC" (read 2026-11-21). Hosts of CodeArtifact, Firehose and Kinesis are those of their public endpoints (AWS General
 * Reference, "Service endpoints and quotas", unconfirmed).
 */
const SERVICES: Readonly<Record<string, Partial<EndpointService>>> = {
  s3: {
    kind: "gateway",
    loss: "docker pull fails, since the layers of images in ECR are in S3, and jobs cannot read data and models",
  },
  dynamodb: { kind: "gateway" },
  "ecr.api": { hosts: ["api.ecr"], loss: "the log-in to ECR fails" },
  "ecr.dkr": {
    hosts: ["dkr.ecr", "*.dkr.ecr"],
    loss: "docker pull fails, since ECR serves no image manifest",
  },
  "codeartifact.api": { hosts: ["codeartifact"] },
  "kinesis-firehose": { hosts: ["firehose"] },
  "kinesis-streams": { hosts: ["kinesis"] },
  kms: { loss: "calls of KMS fail" },
  logs: { loss: "no logs arrive in CloudWatch" },
  monitoring: { loss: "no metrics arrive in CloudWatch" },
  "sagemaker.api": { hosts: ["api.sagemaker"], loss: "no SageMaker job can be created or read" },
  "sagemaker.runtime": { hosts: ["runtime.sagemaker"], loss: "SageMaker endpoints are not invoked" },
  secretsmanager: { loss: "secrets are not read" },
  sts: { loss: "roles are not assumed" },
};

/** Titles of the services with a gateway endpoint. */
export const GATEWAYS: Readonly<Record<string, string>> = { s3: "S3", dynamodb: "DynamoDB" };

/** A service without a row is an interface with its own name. */
export const endpointService = (service: string): EndpointService => ({
  kind: "interface",
  hosts: [service],
  loss: `calls of ${service} fail`,
  ...own(SERVICES, service),
});
