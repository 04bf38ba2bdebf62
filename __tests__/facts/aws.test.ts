import { awsLocation, bucketArn, ecrRegistry, managedPolicyArn, regionalArn } from "../../src/facts/aws";

const at = (region: string) => awsLocation("111122223333", region);

const PARTITIONS: readonly (readonly [region: string, partition: string])[] = [
  ["eu-west-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
];

test.each(PARTITIONS)(
  "a regional ARN in %s has the partition %s, the region and the account",
  (region, partition) => {
    expect(regionalArn(at(region), "kms", "alias/a")).toBe(
      `arn:${partition}:kms:${region}:111122223333:alias/a`,
    );
  },
);

test.each(PARTITIONS)("the ARN of a bucket in %s has the partition %s", (region, partition) => {
  expect(bucketArn(at(region), "b")).toBe(`arn:${partition}:s3:::b`);
});

test.each(PARTITIONS)("the ARN of a managed policy in %s has the partition %s", (region, partition) => {
  expect(managedPolicyArn(at(region), "P")).toBe(`arn:${partition}:iam::aws:policy/P`);
});

test.each([
  ["eu-west-1", "111122223333.dkr.ecr.eu-west-1.amazonaws.com"],
  ["cn-north-1", "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn"],
  ["us-gov-west-1", "111122223333.dkr.ecr.us-gov-west-1.amazonaws.com"],
])("the ECR registry in %s is %s", (region, registry) => {
  expect(ecrRegistry(at(region))).toBe(registry);
});
