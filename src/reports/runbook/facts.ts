import { endpointsOf } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { text } from "../../terraform/stack-json";
import { modelsOf } from "../../infrastructure/capacity-shortage";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { homeOf } from "../../infrastructure/text-references";

/** Names of an environment in commands. */
export interface Names {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** @default - the environment has no cluster */
  readonly cluster?: string;
  /** Namespace of the models. */
  readonly namespace: string;
  readonly models: readonly Workload[];
  readonly nodeGroups: readonly string[];
  /** Full service names of its endpoints in the region. */
  readonly endpoints: readonly string[];
}

export function runbookNames(plan: EnvironmentPlan): Names {
  const { accountId, region } = homeOf(plan);
  const [cluster] = plan.resources("aws_eks_cluster").map(({ config }) => text(config.name) ?? "");
  const models = modelsOf(plan);
  return {
    environment: plan.name,
    account: accountId,
    region,
    ...(cluster === undefined ? {} : { cluster }),
    namespace: models[0]?.namespace ?? "models",
    models,
    nodeGroups: plan
      .resources("aws_eks_node_group")
      .map(({ config, name }) => text(config.node_group_name) ?? name),
    endpoints: endpointsOf(plan).flatMap(({ service }) =>
      service === undefined ? [] : `com.amazonaws.${region}.${service}`,
    ),
  };
}

/** A value of an output in the state, for commands. */
export const outputOf = (environment: string, layer: string, name: string): string =>
  `terraform -chdir=cdktf.out/stacks/${environment}-${layer} output -raw ${name}`;
