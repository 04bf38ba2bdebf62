import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform-json/environment-plan";
import { memoizePerPlan, valueOf } from "./blocks";
import { resolveReferences } from "./references";

/** Name of the log group to which EKS writes the logs of the control plane of a cluster. */
export const controlPlaneGroup = (plan: EnvironmentPlan, cluster: ResourceOf<"aws_eks_cluster">): string =>
  `/aws/eks/${resolveReferences(plan, valueOf(cluster, cluster.config.name))}/cluster`;

/** Log groups of these stacks that get flow logs. */
export const flowLogGroups = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<PlannedResource> =>
    new Set(
      plan
        .resources("aws_flow_log")
        .flatMap((log) => plan.target(valueOf(log, log.config.log_destination)) ?? [])
        .filter(({ type }) => type === "aws_cloudwatch_log_group"),
    ),
);
