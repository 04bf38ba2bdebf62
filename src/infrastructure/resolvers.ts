import { type EnvironmentPlan, memoizePerPlan, valueOf } from "../terraform/environment-plan";
import { blocks, text } from "../terraform/stack-json";
import { type InterfaceSet } from "./interface-sets";
import { groupIds } from "./rules";
import { namedSubnets } from "./subnets";

/** Route 53 Resolver endpoints that answer queries from other networks with the names of the VPC. */
export const inboundResolversOf = memoizePerPlan((plan: EnvironmentPlan): readonly InterfaceSet[] =>
  plan
    .resources("aws_route53_resolver_endpoint")
    .filter(({ config }) => text(config.direction)?.toUpperCase() === "INBOUND")
    .map((resource) => ({
      name: `the Resolver endpoint ${resource.address}`,
      resource,
      groups: groupIds(plan, valueOf(resource, resource.config.security_group_ids)),
      subnets: blocks(resource.config.ip_address).flatMap((address) =>
        namedSubnets(plan, valueOf(resource, address.subnet_id)),
      ),
    })),
);
