import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";

/** Number of images to keep: enough for a rollback, and more than ever run at the same time. */
const KEPT_IMAGES = 50;
/** Images without a tag are left over from a push. */
const UNTAGGED_DAYS = 14;

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
      policy: JSON.stringify({ rules: LIFECYCLE_RULES }),
    });
  }
}

/** ECR applies the rule with the lowest number first. The rule for all images must have the highest number. */
const LIFECYCLE_RULES = [
  {
    rulePriority: 1,
    description: `Images without a tag go after ${UNTAGGED_DAYS} days`,
    selection: {
      tagStatus: "untagged",
      countType: "sinceImagePushed",
      countUnit: "days",
      countNumber: UNTAGGED_DAYS,
    },
    action: { type: "expire" },
  },
  {
    rulePriority: 2,
    description: `The newest ${KEPT_IMAGES} images stay`,
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: KEPT_IMAGES },
    action: { type: "expire" },
  },
];
