/** Account, region and partition of an environment, from which all ARNs are built. */
export interface AwsLocation {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

export function awsLocation(accountId: string, region: string): AwsLocation {
  return { accountId, region, partition: partitionOf(region) };
}

/** Partition of a region, as in its ARNs. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/** An ARN in the environment's own account and region. */
export function regionalArn(location: AwsLocation, service: string, resource: string): string {
  return `arn:${location.partition}:${service}:${location.region}:${location.accountId}:${resource}`;
}

export function bucketArn({ partition }: Pick<AwsLocation, "partition">, bucket: string): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/** ARN of an AWS managed policy, such as `AmazonEKSClusterPolicy`. */
export function managedPolicyArn(location: AwsLocation, name: string): string {
  return `arn:${location.partition}:iam::aws:policy/${name}`;
}

/** Domain of AWS service endpoints; the China partition has its own. */
export function serviceDomain({ partition }: AwsLocation): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** Host name of the account's ECR registry. */
export function ecrRegistry(location: AwsLocation): string {
  return `${location.accountId}.dkr.ecr.${location.region}.${serviceDomain(location)}`;
}
