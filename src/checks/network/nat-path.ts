import { combinedFinding, text, valueOf } from "../../analysis/blocks";
import { internetRoutes } from "../../analysis/network/routing";
import { subnetsOf } from "../../analysis/network/subnets";
import { type Check, at } from "../check";

export const natPath: Check = {
  id: "nat-path",
  severity: "error",
  title: "each NAT gateway stands in a subnet with a route to the internet, and has an address",
  why: "what private subnets send to a gateway without a way out is lost",
  fix: "put the gateway into a public subnet, with an elastic address of its own",
  source: 'VPC user guide, "vpc-nat-gateway" (read 2026-11-20)',
  run: (plan) => {
    const taken = new Set<string>();
    return plan.resources("aws_nat_gateway").flatMap((gateway) => {
      const { subnet_id: subnetId, allocation_id: allocation, connectivity_type: type } = gateway.config;
      if (text(type) === "private")
        return [{ ...at(gateway), message: "it is private, and leads to no internet" }];
      const subnet = subnetsOf(plan).get(plan.identity(valueOf(gateway, subnetId)));
      const address = plan.identity(valueOf(gateway, allocation ?? null));
      const hasAddress =
        plan.target(valueOf(gateway, allocation))?.type === "aws_eip" || address.startsWith("eipalloc-");
      const problems = [
        ...(subnet?.table && internetRoutes(subnet.table, "internet").length === 0
          ? [`${subnet.resource.address} has no route to an internet gateway`]
          : []),
        ...(subnet ? [] : ["its subnet is not known"]),
        ...(hasAddress ? [] : ["it has no elastic address"]),
        ...(taken.has(address) ? ["its elastic address is another gateway's"] : []),
      ];
      taken.add(address);
      return combinedFinding(gateway, "the gateway has no way to the internet", problems);
    });
  },
};
