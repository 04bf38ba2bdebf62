import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { block, blocks, type Json } from "../../terraform/stack-json";
import { type Count, countBy } from "./counting";

export function clusterCounts(plan: EnvironmentPlan): Count[] {
  const profiles = plan.resources("aws_eks_fargate_profile");
  return [
    ...countBy(plan, "nodeGroups", plan.resources("aws_eks_node_group"), "cluster_name"),
    ...countBy(plan, "fargateProfiles", profiles, "cluster_name"),
    ...nodeGroups(plan).map(({ resource, max }): Count => ({ quota: "nodesPerGroup", count: max, resource })),
    ...profiles.map((resource): Count => {
      return { quota: "fargateSelectors", count: blocks(resource.config.selector).length, resource };
    }),
    ...plan.resources("aws_eks_cluster").flatMap((resource): Count[] => {
      const { security_group_ids: groups, public_access_cidrs: ranges } = block(resource.config.vpc_config);
      const items = (value: Json | undefined): number => plan.items(inLayer(resource, value)).length;
      return [
        { quota: "controlPlaneGroups", count: items(groups), resource },
        { quota: "publicAccessRanges", count: items(ranges), resource },
      ];
    }),
    ...countBy(plan, "policiesPerRole", plan.resources("aws_iam_role_policy_attachment"), "role"),
  ];
}
