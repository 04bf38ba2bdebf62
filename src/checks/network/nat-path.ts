import { internetRoutes, subnetsOf } from "../../infrastructure/network-routes";
import { at, type Check, combinedFinding, ruleOf } from "../check";
import { text } from "../../terraform/stack-json";
import { inLayer } from "../../terraform/environment-plan";
import TEXTS from "./texts.json";

export const natPath: Check = {
  ...ruleOf(TEXTS, "nat-path"),
  run: (plan) => {
    const taken = new Set<string>();
    return plan.resources("aws_nat_gateway").flatMap((gateway) => {
      const { subnet_id: subnetId, allocation_id: allocation, connectivity_type: type } = gateway.config;
      if (text(type) === "private")
        return [
          { ...at(gateway), message: "its connectivity type is private, so it has no internet access" },
        ];
      const subnet = subnetsOf(plan).get(plan.identity(inLayer(gateway, subnetId)));
      const address = plan.identity(inLayer(gateway, allocation ?? null));
      const hasAddress =
        plan.target(inLayer(gateway, allocation))?.type === "aws_eip" || address.startsWith("eipalloc-");
      const problems = [
        ...(subnet?.table && internetRoutes(subnet.table, "internet").length === 0
          ? [`${subnet.resource.address} has no route to an internet gateway`]
          : []),
        ...(subnet ? [] : ["its subnet is unknown"]),
        ...(hasAddress ? [] : ["it has no Elastic IP address"]),
        ...(taken.has(address) ? ["its Elastic IP address belongs to another NAT gateway"] : []),
      ];
      taken.add(address);
      return combinedFinding(gateway, "the NAT gateway has no internet access", problems);
    });
  },
};
