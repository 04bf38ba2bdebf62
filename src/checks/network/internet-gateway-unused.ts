import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { internetRoutes, type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, inLayer, isFound } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const internetGatewayUnused: Check = {
  ...ruleOf(TEXTS, "internet-gateway-unused"),
  findsExcess: true,
  run: (plan) => {
    const used = usersOf(plan);
    const open = [...subnetsOf(plan).values()].filter(
      ({ resource, table }) => !isFound(resource) && internetRoutes(table, "internet").length > 0,
    );
    const gateways = new Set(
      [...used].flatMap(({ table }) => internetRoutes(table, "internet")).map(({ gateway }) => gateway),
    );
    return [
      ...plan
        .resources("aws_internet_gateway")
        .filter((gateway) => !gateways.has(gateway))
        .map((gateway) => ({
          ...at(gateway),
          message: "no internet-facing load balancer and no NAT gateway uses the internet gateway",
        })),
      ...open
        .filter((subnet) => !used.has(subnet))
        .map(({ resource }) => ({
          ...at(resource),
          message:
            "the subnet has a route to an internet gateway, but no internet-facing load balancer and no NAT gateway is in it",
        })),
    ];
  },
};

/** Subnets of internet-facing load balancers and of NAT gateways with a public address. */
function usersOf(plan: EnvironmentPlan): Set<Subnet> {
  const subnets = subnetsOf(plan);
  const nat = plan
    .resources("aws_nat_gateway")
    .filter(({ config }) => config.connectivity_type !== "private")
    .flatMap((gateway) => subnets.get(plan.identity(inLayer(gateway, gateway.config.subnet_id))) ?? []);
  const balancers = loadBalancersOf(plan).filter(({ internetFacing }) => internetFacing !== false);
  return new Set([...nat, ...balancers.flatMap((balancer) => balancer.subnets)]);
}
