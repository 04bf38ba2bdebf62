import type { EnvironmentConfig } from "./schema";

export type { EnvironmentConfig } from "./schema";
export type { ModelConfig } from "./schema/model";

/** One environment: its name (that of its file), what it says, and the names that follow from both. */
export interface Environment {
  readonly name: string;
  readonly config: EnvironmentConfig;
  readonly names: Names;
}

/** Names that are given or derived, each in one place. */
export interface Names {
  readonly prefix: string;
  readonly vpc: string;
  readonly publicSubnets: string;
  readonly privateSubnets: string;
  readonly flowLogGroup: string;
  /** The alarm on the bill of Amazon VPC. */
  readonly costAlarm: string;
  readonly cluster: string;
  readonly stateBucket: string;
  readonly stateKeyAlias: string;
  readonly modelBucket: string;
  /** Names of the ALB and target group that Terraform makes or finds. */
  readonly loadBalancer: string;
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
      ...albNames(prefix, entry),
    },
  };
}

function albNames(
  prefix: string,
  entry: EnvironmentConfig["entry"],
): Pick<Names, "loadBalancer" | "targetGroup"> {
  if (entry.type === "existing-alb") {
    return { loadBalancer: entry.loadBalancerName, targetGroup: entry.targetGroupName };
  }
  const given = entry.type === "terraform-alb" ? entry : undefined;
  return {
    loadBalancer: given?.name ?? `${prefix}-api-demo-alb`,
    targetGroup: given?.targetGroupName ?? `${prefix}-eks-api-tg`,
  };
}
