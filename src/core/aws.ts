/** Where an environment lives; everything that builds an ARN takes it from here. */
export interface AwsLocation {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

export function awsLocation(accountId: string, region: string): AwsLocation {
  return { accountId, region, partition: partitionOf(region) };
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/** An ARN in the environment's own account and region. */
export function regionalArn(location: AwsLocation, service: string, resource: string): string {
  return `arn:${location.partition}:${service}:${location.region}:${location.accountId}:${resource}`;
}

export function bucketArn(location: AwsLocation, bucket: string): string {
  return `arn:${location.partition}:s3:::${bucket}`;
}

/** A policy that AWS manages, such as `AmazonEKSClusterPolicy`. */
export function managedPolicyArn(location: AwsLocation, name: string): string {
  return `arn:${location.partition}:iam::aws:policy/${name}`;
}

/** Domain of AWS's services; China has its own. */
export function serviceDomain({ partition }: AwsLocation): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** Host of the account's own ECR registry. */
export function ecrRegistry(location: AwsLocation): string {
  return `${location.accountId}.dkr.ecr.${location.region}.${serviceDomain(location)}`;
}
