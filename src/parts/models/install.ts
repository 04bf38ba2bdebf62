import { DataAwsS3Bucket } from "@cdktf/provider-aws/lib/data-aws-s3-bucket";
import { Construct } from "constructs";
import { type Install } from "../../platform/install";

/** Reads the Region of an existing model bucket: the gateway endpoint of S3 serves its own Region only. */
export const install: Install = {
  cluster: (stack, { environment: { config } }) => {
    const { account, region, network, modelBucket } = config;
    const { existingName: bucket, kmsKeyArn } = modelBucket;
    // The owner of a bucket of another account need not let plans list it.
    const isOwn = kmsKeyArn?.includes(`:${account}:`) ?? true;
    if (bucket === undefined || network.egress !== "none" || !isOwn) return {};
    new DataAwsS3Bucket(new Construct(stack, "ExistingBucket"), "models", {
      bucket,
      lifecycle: {
        postcondition: [
          {
            // The attribute of the Region has another name in version 6 of the provider.
            condition: `\${try(regex("[.]s3[.]([^.]+)[.]amazonaws[.]com", self.bucket_regional_domain_name)[0], "${region}") == "${region}"}`,
            errorMessage: `the bucket ${bucket} of modelBucket.existingName is not in ${region} (\${self.bucket_regional_domain_name}), and the gateway endpoint of S3 serves no other Region; copy its objects to a bucket in ${region}`,
          },
        ],
      },
    });
    return {};
  },
};
