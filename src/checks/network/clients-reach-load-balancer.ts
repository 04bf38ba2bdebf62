import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { internetRoutes } from "../../infrastructure/network-routes";
import { groupName } from "../../infrastructure/network-rules";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { openingsOf } from "../../infrastructure/network-openings";
import TEXTS from "./texts.json";
import { resourceNames } from "./words";

export const clientsReachLoadBalancer: Check = {
  ...ruleOf(TEXTS, "clients-reach-load-balancer"),
  run: (plan) => [...closedListeners(plan), ...loadBalancersOf(plan).flatMap(unrouted)],
};

function closedListeners(plan: EnvironmentPlan): Finding[] {
  return openingsOf(plan)
    .listeners.filter(({ rules }) => rules.length === 0)
    .map(({ interfaces, port }) => ({
      ...at(interfaces.resource),
      message: `${interfaces.name} listens on ${port}, but no rule of ${interfaces.groups.map(groupName).join(", ") || "a known security group"} allows ${clientsOf(interfaces)} on that port`,
    }));
}

const clientsOf = ({ internetFacing }: LoadBalancer): string =>
  internetFacing ? "a public range" : "clients";

function unrouted({ internetFacing, subnets, name, resource }: LoadBalancer): Finding[] {
  if (!internetFacing) return [];
  const cut = subnets.filter(({ table }) => internetRoutes(table, "internet").length === 0);
  if (cut.length === 0) return [];
  return [
    {
      ...at(resource),
      message: `${name} is internet-facing, but its subnets have no route to an internet gateway: ${resourceNames(cut)}`,
    },
  ];
}
