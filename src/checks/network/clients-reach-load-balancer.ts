import { type LoadBalancer, loadBalancersOf } from "../../analysis/network/load-balancers";
import { internetRoutes } from "../../analysis/network/routing";
import { groupName } from "../../analysis/network/rules";
import { namesOf } from "../../analysis/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { listenersOf } from "./openings";

export const clientsReachLoadBalancer: Check = {
  id: "clients-reach-load-balancer",
  severity: "error",
  title: "clients reach each load balancer on each port that it listens on",
  why: "a listener whose port the group refuses, or an internet-facing one without a route to the internet, never answers",
  fix: "admit the clients' ranges to the load balancer's group on the listener's port; route its subnets to the internet gateway",
  source:
    'Elastic Load Balancing guide, "Security groups for your Application Load Balancer" and "Internet-facing load balancers" (read 2026-11-20)',
  run: (plan) => [...closedListeners(plan), ...loadBalancersOf(plan).flatMap(unrouted)],
};

function closedListeners(plan: EnvironmentPlan): Finding[] {
  return listenersOf(plan)
    .filter(({ rules }) => rules.length === 0)
    .map(({ interfaces, port }) => ({
      ...at(interfaces.resource),
      message: `${interfaces.name} listens on ${port}, and ${interfaces.groups.map(groupName).join(", ") || "no group that is known"} admits no ${clientsOf(interfaces)} there`,
    }));
}

const clientsOf = ({ internetFacing }: LoadBalancer): string =>
  internetFacing ? "range of the internet" : "client";

function unrouted({ internetFacing, subnets, name, resource }: LoadBalancer): Finding[] {
  if (!internetFacing) return [];
  const cut = subnets.filter(({ table }) => internetRoutes(table, "internet").length === 0);
  if (cut.length === 0) return [];
  return [
    {
      ...at(resource),
      message: `${name} is internet-facing, and ${namesOf(cut)} have no route to an internet gateway`,
    },
  ];
}
