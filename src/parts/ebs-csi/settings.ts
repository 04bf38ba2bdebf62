import { z } from "../../base/zod";
import { kmsKeyArn } from "../../environment/values";

export const settings = z
  .strictObject({
    kmsKeyArn: kmsKeyArn()
      .optional()
      .describe(
        "ARN of the KMS key that encrypts the volumes, in the region of the environment. Its policy must allow this account. A volume keeps the key that it was created with. Default: the key of the cluster.",
      ),
  })
  .describe(
    "Encrypted EBS volumes for claims of pods: the EKS add-on `aws-ebs-csi-driver`, and the default StorageClass `encrypted-gp3`.",
  );

export type EbsCsi = z.output<typeof settings>;
