import { objectOfLookup } from "../../infrastructure/network-entries";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import { vpcsOf } from "../../infrastructure/network-routes";
import { attributesOf } from "../../infrastructure/text-attributes";
import TEXTS from "./texts.json";

/** Types whose `vpc_id` places them in a VPC. */
const IN_VPC = [
  "aws_subnet",
  "aws_internet_gateway",
  "aws_route_table",
  "aws_network_acl",
  "aws_security_group",
  "aws_vpc_endpoint",
  "aws_lb_target_group",
  "aws_flow_log",
  "aws_vpc_peering_connection",
  "aws_ec2_transit_gateway_vpc_attachment",
  "data.aws_vpc_endpoint",
  "data.aws_route_tables",
  "data.aws_lb",
];

export const oneVpc: Check = {
  ...ruleOf(TEXTS, "one-vpc"),
  run: (plan) => {
    const vpcs = vpcsOf(plan).all.map(({ id }) => id);
    if (vpcs.length === 0) return [];
    const resources = IN_VPC.flatMap((type) => plan.resources(type));
    // The controller creates the ALB of an Ingress in the VPC that `controller-settings` verifies.
    return resources
      .filter((each) => objectOfLookup(plan, each) === undefined)
      .flatMap((resource) => {
        const vpc = vpcIdOf(plan, resource);
        return vpcs.includes(vpc)
          ? []
          : [{ ...at(resource), message: `the resource is in ${vpc}, expected ${vpcs.join(" or ")}` }];
      });
  },
};

/** The VPC of a resource, also where it waits for a secondary range of the VPC by a reference to the range. */
function vpcIdOf(plan: EnvironmentPlan, resource: PlannedResource): string {
  const written = inLayer(resource, attributesOf(resource)["vpc_id"] ?? null);
  const range = plan.target(written);
  return range?.type === "aws_vpc_ipv4_cidr_block_association"
    ? plan.identity(inLayer(range, range.config["vpc_id"] ?? null))
    : plan.identity(written);
}
