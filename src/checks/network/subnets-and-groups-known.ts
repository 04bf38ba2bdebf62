import { unknownIds } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { text, valuesAt } from "../../terraform/stack-json";
import TEXTS from "./texts.json";

export const subnetsAndGroupsKnown: Check = {
  ...ruleOf(TEXTS, "subnets-and-groups-known"),
  run: (plan) => [
    ...Object.entries(MEMBERS).flatMap(([type, paths]) =>
      plan.resources(type).flatMap((resource) =>
        paths.flatMap((path) =>
          valuesAt(resource.config, path).flatMap((value) =>
            unknownIds(plan, inLayer(resource, value)).map((id) => ({
              ...at(resource),
              message: `${path} has ${id}, which these stacks do not create or look up`,
            })),
          ),
        ),
      ),
    ),
    ...plan.resources("aws_network_interface_sg_attachment").flatMap((each) => attachedTo(plan, each)),
  ],
};

/**
 * Arguments with subnets and groups of the interfaces of a block, or with the subnets of an ACL. `database-private`
 * judges those of databases.
 */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  aws_lb: ["subnets", "subnet_mapping.subnet_id", "security_groups"],
  aws_vpc_endpoint: ["subnet_ids", "security_group_ids"],
  aws_vpc_endpoint_subnet_association: ["subnet_id"],
  aws_vpc_endpoint_security_group_association: ["security_group_id"],
  aws_route53_resolver_endpoint: ["ip_address.subnet_id", "security_group_ids"],
  aws_ec2_transit_gateway_vpc_attachment: ["subnet_ids"],
  aws_network_acl: ["subnet_ids"],
  aws_network_interface: ["subnet_id", "security_groups"],
  aws_launch_template: [
    "vpc_security_group_ids",
    "network_interfaces.subnet_id",
    "network_interfaces.security_groups",
  ],
  aws_eks_cluster: ["vpc_config.subnet_ids", "vpc_config.security_group_ids"],
  aws_eks_node_group: ["subnet_ids"],
  aws_eks_fargate_profile: ["subnet_ids"],
};

/** A group that is added to an interface of others, such as one of a node or an endpoint. */
function attachedTo(plan: EnvironmentPlan, attachment: PlannedResource): Finding[] {
  const to = inLayer(attachment, attachment.config["network_interface_id"]);
  if (plan.target(to) !== undefined) return [];
  const group = inLayer(attachment, attachment.config["security_group_id"]);
  const name = plan.target(group)?.address ?? text(group.value) ?? "a group";
  const id = plan.text(to) ?? "an interface that is known after apply";
  const message = `${name} is added to ${id}, which these stacks do not have: its machine then takes what the group allows, beside its own groups`;
  return [{ ...at(attachment), message }];
}
