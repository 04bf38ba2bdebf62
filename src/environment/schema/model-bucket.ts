import { z } from "../../base/zod";
import { bucketName, kmsKeyArn } from "../values";

export const modelBucket = z
  .strictObject({
    existingName: bucketName()
      .optional()
      .describe(
        "Name of an existing bucket. Without NAT gateways, the plan refuses one in another Region; it reads the Region with `s3:ListBucket`, unless `kmsKeyArn` is of another account. Default: a new bucket, `<environment>-models-<account>`.",
      ),
    kmsKeyArn: kmsKeyArn()
      .optional()
      .describe(
        "ARN of the KMS key that encrypts the bucket, in its region. Its policy must allow this account. Objects keep the key that they were written with. Default: for a new bucket, the key of the cluster; for an existing one, no key that the models have to be allowed to use.",
      ),
  })
  .prefault({})
  .describe("S3 bucket for model files. Each model reads its own prefix.");
