import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import LIFECYCLE from "./image-lifecycle.json";

export interface ImageRepositoryProps {
  readonly repositoryName: string;
  readonly kmsKeyArn: string;
}

/**
 * A private ECR repository with immutable tags, a scan on each push, and expiration of old images. It is not
 * destroyed while it contains images.
 */
export class ImageRepository extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { repositoryName, kmsKeyArn }: ImageRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "Resource", {
      name: repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
      forceDelete: false,
    });
    this.arn = repository.arn;
    new EcrLifecyclePolicy(this, "Lifecycle", {
      repository: repository.name,
      policy: JSON.stringify({ rules: LIFECYCLE.rules }),
    });
  }
}
