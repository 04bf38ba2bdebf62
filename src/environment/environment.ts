import { fittedName } from "./fitted-name";
import type { EnvironmentConfig } from "./schema";

/** An environment: its name (the name of its file), its configuration, and the names derived from both. */
export interface Environment {
  readonly name: string;
  readonly config: EnvironmentConfig;
  readonly names: Names;
}

/** Names of resources, configured or derived. */
interface Names {
  readonly prefix: string;
  readonly vpc: string;
  readonly publicSubnets: string;
  readonly privateSubnets: string;
  readonly flowLogGroup: string;
  /** Name of the alarm on the Amazon VPC bill. */
  readonly costAlarm: string;
  readonly cluster: string;
  readonly stateBucket: string;
  readonly stateKeyAlias: string;
  readonly modelBucket: string;
  /** Name of the bucket for access logs. */
  readonly logBucket: string;
  /** Name of the ALB that Terraform creates or looks up. */
  readonly loadBalancer: string;
  /** Name of the target group that Terraform creates or looks up. */
  readonly targetGroup: string;
}

export function describeEnvironment(name: string, config: EnvironmentConfig): Environment {
  const prefix = config.namePrefix ?? name;
  const { network, cluster, modelBucket, entry } = config;
  return {
    name,
    config,
    names: {
      prefix,
      vpc: network.vpcName ?? `${prefix}-vpc`,
      publicSubnets: network.publicSubnets.namePrefix ?? `${prefix}-public-alb`,
      privateSubnets: network.privateSubnets.namePrefix ?? `${prefix}-private-workloads`,
      costAlarm: network.costAlarm?.name ?? `${prefix}-vpc-cost`,
      flowLogGroup: network.flowLogs.logGroupName ?? `/vpc/${prefix}/flow-logs`,
      cluster: cluster.name ?? `${name}-cluster`,
      stateBucket: `${name}-tfstate-${config.account}`,
      stateKeyAlias: `alias/${name}-tfstate`,
      modelBucket: modelBucket.existingName ?? `${name}-models-${config.account}`,
      logBucket: `${name}-logs-${config.account}`,
      ...albNames(prefix, entry),
    },
  };
}

/** True if the models need permission to decrypt with a key of the model bucket. */
export const hasModelBucketKey = ({ modelBucket }: Pick<EnvironmentConfig, "modelBucket">): boolean =>
  modelBucket.existingName === undefined || modelBucket.kmsKeyArn !== undefined;

/** Maximum length of the name of an ALB or a target group (Elastic Load Balancing API reference, read 2026-11-20). */
const LONGEST_ALB_NAME = 32;

function albNames(
  prefix: string,
  entry: EnvironmentConfig["entry"],
): Pick<Names, "loadBalancer" | "targetGroup"> {
  if (entry.type === "existing-alb") {
    return { loadBalancer: entry.loadBalancerName, targetGroup: entry.targetGroupName };
  }
  const given = entry.type === "terraform-alb" ? entry : undefined;
  return {
    loadBalancer: given?.name ?? fittedName(prefix, LONGEST_ALB_NAME, "-api-demo-alb"),
    targetGroup: given?.targetGroupName ?? fittedName(prefix, LONGEST_ALB_NAME, "-eks-api-tg"),
  };
}
