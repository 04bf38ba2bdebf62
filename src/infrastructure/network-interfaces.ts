import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { asObject, type Json, text } from "../terraform/stack-json";
import { addressing } from "./cni";
import { blockId, internetRoutes, namedSubnets, type Subnet } from "./network-routes";
import { block, blocks } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { groupIds } from "./network/group-ids";

/** Network interfaces with the same security groups. */
export interface InterfaceSet {
  readonly name: string;
  /** The resource that defines their groups and subnets. */
  readonly resource: PlannedResource;
  /** Ids of the security groups on each interface. */
  readonly groups: readonly string[];
  readonly subnets: readonly Subnet[];
  /** Subnets with the addresses of nodes themselves, where the kubelet answers. @default - `subnets` */
  readonly hosts?: readonly Subnet[];
}

/** Nodes with their pods, which share the nodes' interfaces: one set for each combination of groups. */
const nodesOf = memoizePerPlan((plan: EnvironmentPlan): readonly InterfaceSet[] => {
  const byGroups = groupBy(
    plan.resources("aws_eks_node_group").map((resource) => ({
      resource,
      groups: nodeGroups(plan, resource),
      subnets: namedSubnets(plan, inLayer(resource, resource.config.subnet_ids)),
    })),
    ({ groups }) => groups.join(),
  );
  return [...byGroups.values()].flatMap((equal) => {
    const [first] = equal;
    if (!first) return [];
    const hosts = equal.flatMap((group) => group.subnets);
    const ofPods = hosts.flatMap(({ zone = "" }) => addressing(plan).podSubnets?.get(zone) ?? []);
    const subnets = [...new Set([...hosts, ...ofPods])];
    const others = byGroups.size > 1 ? ` of ${equal.map(({ resource }) => resource.address).join(", ")}` : "";
    return [{ ...first, name: `nodes${others}`, subnets, hosts }];
  });
});

/**
 * The groups of a launch template; without any, nodes get the cluster security group (EKS user guide,
 * "launch-templates", read 2026-11-20).
 */
function nodeGroups(plan: EnvironmentPlan, nodeGroup: PlannedResource): string[] {
  const chosen = block(nodeGroup.config["launch_template"]);
  const template = plan.target(inLayer(nodeGroup, chosen["id"] ?? chosen["name"]));
  const named = template
    ? [
        ...groupIds(plan, inLayer(template, template.config["vpc_security_group_ids"])),
        ...blocks(template.config["network_interfaces"]).flatMap((each) =>
          groupIds(plan, inLayer(template, each["security_groups"])),
        ),
      ]
    : [];
  return named.length > 0 ? named : groupIds(plan, inLayer(nodeGroup, nodeGroup.config["cluster_name"]));
}

/** Pods on Fargate, which have the cluster security group; undefined without a Fargate profile. */
const fargateOf = memoizePerPlan((plan: EnvironmentPlan): InterfaceSet | undefined => {
  const profiles = plan.resources("aws_eks_fargate_profile");
  const [first] = profiles;
  return (
    first && {
      name: "Fargate pods",
      resource: first,
      groups: groupIds(plan, inLayer(first, first.config.cluster_name)),
      subnets: [
        ...new Set(
          profiles.flatMap((profile) => namedSubnets(plan, inLayer(profile, profile.config.subnet_ids))),
        ),
      ],
    }
  );
});

/** The interfaces of each control plane in the VPC. */
const controlPlanesOf = memoizePerPlan((plan: EnvironmentPlan): readonly InterfaceSet[] =>
  plan.resources("aws_eks_cluster").map((resource) => {
    const config = block(resource.config.vpc_config);
    return {
      name: "the control plane",
      resource,
      groups: [blockId(resource), ...groupIds(plan, inLayer(resource, config.security_group_ids))],
      subnets: namedSubnets(plan, inLayer(resource, config.subnet_ids)),
    };
  }),
);

/** Route 53 Resolver endpoints that answer queries from other networks with the names of the VPC. */
const inboundResolversOf = (plan: EnvironmentPlan): readonly InterfaceSet[] =>
  plan
    .resources("aws_route53_resolver_endpoint")
    .filter(({ config }) => text(config.direction)?.toUpperCase() === "INBOUND")
    .map((resource) => ({
      name: `the Resolver endpoint ${resource.address}`,
      resource,
      groups: groupIds(plan, inLayer(resource, resource.config.security_group_ids)),
      subnets: blocks(resource.config.ip_address).flatMap((address) =>
        namedSubnets(plan, inLayer(resource, address.subnet_id)),
      ),
    }));

/** Interface endpoints of another VPC, and the services that are called there, as the output for its owner has them. */
function hubOf(plan: EnvironmentPlan) {
  const value = outputOf(plan, "endpoint_hub");
  const { cidrs, services } = asObject(value ?? null);
  return value === undefined ? undefined : { cidrs: textsIn(plan, cidrs), services: textsIn(plan, services) };
}

const outputOf = (plan: EnvironmentPlan, name: string): Json | undefined =>
  asObject(plan.stack("network")?.outputs[name] ?? null)["value"];

const textsIn = (plan: EnvironmentPlan, value: Json | undefined): string[] =>
  plan.items({ layer: "network", value: value ?? null }).flatMap((item) => plan.text(item) ?? []);

/** The interfaces of an environment. Its load balancers and endpoints are interface sets with more facts. */
export const interfacesOf = memoizePerPlan((plan: EnvironmentPlan) => {
  const [nodes, fargate] = [nodesOf(plan), fargateOf(plan)];
  return {
    nodes,
    fargate,
    controlPlanes: controlPlanesOf(plan),
    inboundResolvers: inboundResolversOf(plan),
    hub: hubOf(plan),
    /** Name servers of a company that nodes ask in place of the resolver of the VPC, or beside it. */
    nameServers: textsIn(plan, outputOf(plan, "name_servers")),
    /** Nodes and Fargate pods, the callers in the cluster. */
    workloads: [...nodes, ...(fargate ? [fargate] : [])],
  };
});

/** Whether every subnet of an interface set has a way out. */
export const leadsOut = ({ subnets }: InterfaceSet): boolean =>
  subnets.length > 0 && subnets.every(({ table }) => internetRoutes(table, "out").length > 0);
