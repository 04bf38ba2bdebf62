import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";

/** Versions that are kept: enough to go back, and more than ever run side by side. */
const KEPT_IMAGES = 50;
/** Images that no tag names are left-overs of a push. */
const UNTAGGED_DAYS = 14;

export interface ImageRepositoryProps {
  readonly repositoryName: string;
  readonly kmsKeyArn: string;
}

/**
 * A private ECR repository: a tag never changes its image, each push is scanned, and old images go. It is not
 * destroyed while images are in it.
 */
export class ImageRepository extends Construct {
  constructor(scope: Construct, id: string, { repositoryName, kmsKeyArn }: ImageRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "Resource", {
      name: repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
      forceDelete: false,
    });
    new EcrLifecyclePolicy(this, "Lifecycle", {
      repository: repository.name,
      policy: JSON.stringify({ rules: LIFECYCLE_RULES }),
    });
  }
}

/** ECR applies the lower priority number first; the rule for any image must have the highest. */
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
