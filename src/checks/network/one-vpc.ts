import { objectOfLookup } from "../../infrastructure/network-entries";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import { vpcsOf } from "../../infrastructure/network-routes";
import { attributesOf } from "../../infrastructure/text-attributes";
import TEXTS from "./texts.json";
import TYPES from "./arguments-of-types.json";

export const oneVpc: Check = {
  ...ruleOf(TEXTS, "one-vpc"),
  run: (plan) => {
    const vpcs = vpcsOf(plan).all.map(({ id }) => id);
    if (vpcs.length === 0) return [];
    const resources = TYPES.inVpc.flatMap((type) => plan.resources(type));
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
