import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  valueOf,
} from "../terraform/environment-plan";
import { block, blocks } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { idOf, internetRoutes } from "./routing";
import { groupIds } from "./rules";
import { type Subnet, namedSubnets } from "./subnets";

/** Network interfaces with the same security groups. */
export interface InterfaceSet {
  readonly name: string;
  /** The resource that defines their groups and subnets. */
  readonly resource: PlannedResource;
  /** Ids of the security groups on each interface. */
  readonly groups: readonly string[];
  readonly subnets: readonly Subnet[];
}

/** Nodes with their pods, which share the nodes' interfaces: one set for each combination of groups. */
export const nodesOf = memoizePerPlan((plan: EnvironmentPlan): readonly InterfaceSet[] => {
  const byGroups = groupBy(
    plan.resources("aws_eks_node_group").map((resource) => ({
      resource,
      groups: nodeGroups(plan, resource),
      subnets: namedSubnets(plan, valueOf(resource, resource.config.subnet_ids)),
    })),
    ({ groups }) => groups.join(),
  );
  return [...byGroups.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const subnets = distinct(alike.flatMap((group) => group.subnets));
    const others = byGroups.size > 1 ? ` of ${alike.map(({ resource }) => resource.address).join(", ")}` : "";
    return [{ ...first, name: `nodes${others}`, subnets }];
  });
});

/**
 * The groups of a launch template; without any, nodes get the cluster security group (EKS user guide,
 * "launch-templates", read 2026-11-20).
 */
function nodeGroups(plan: EnvironmentPlan, nodeGroup: PlannedResource): string[] {
  const chosen = block(nodeGroup.config["launch_template"]);
  const template = plan.target(valueOf(nodeGroup, chosen["id"] ?? chosen["name"]));
  const named = template
    ? [
        ...groupIds(plan, valueOf(template, template.config["vpc_security_group_ids"])),
        ...blocks(template.config["network_interfaces"]).flatMap((each) =>
          groupIds(plan, valueOf(template, each["security_groups"])),
        ),
      ]
    : [];
  return named.length > 0 ? named : groupIds(plan, valueOf(nodeGroup, nodeGroup.config["cluster_name"]));
}

/** Pods on Fargate, which have the cluster security group; undefined without a Fargate profile. */
export const fargateOf = memoizePerPlan((plan: EnvironmentPlan): InterfaceSet | undefined => {
  const profiles = plan.resources("aws_eks_fargate_profile");
  const [first] = profiles;
  return (
    first && {
      name: "Fargate pods",
      resource: first,
      groups: groupIds(plan, valueOf(first, first.config.cluster_name)),
      subnets: distinct(
        profiles.flatMap((profile) => namedSubnets(plan, valueOf(profile, profile.config.subnet_ids))),
      ),
    }
  );
});

/** The interfaces of each control plane in the VPC. */
export const controlPlanesOf = memoizePerPlan((plan: EnvironmentPlan): readonly InterfaceSet[] =>
  plan.resources("aws_eks_cluster").map((resource) => {
    const config = block(resource.config.vpc_config);
    return {
      name: "the control plane",
      resource,
      groups: [idOf(resource), ...groupIds(plan, valueOf(resource, config.security_group_ids))],
      subnets: namedSubnets(plan, valueOf(resource, config.subnet_ids)),
    };
  }),
);

/** Nodes and Fargate pods, the callers in the cluster. */
export function workloadsOf(plan: EnvironmentPlan): InterfaceSet[] {
  const fargate = fargateOf(plan);
  return [...nodesOf(plan), ...(fargate ? [fargate] : [])];
}

export const distinct = <T>(items: Iterable<T>): T[] => [...new Set(items)];

/** Whether every subnet of an interface set routes to a NAT gateway. */
export const leadsOutByNat = ({ subnets }: InterfaceSet): boolean =>
  subnets.length > 0 && subnets.every(({ table }) => internetRoutes(table, "nat").length > 0);
