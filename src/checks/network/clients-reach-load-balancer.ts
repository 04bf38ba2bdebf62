import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network/load-balancers";
import { waysOut } from "../../infrastructure/network/routing";
import { groupName } from "../../infrastructure/network/rules";
import { namesOf } from "../../infrastructure/network/subnets";
import { type EnvironmentPlan } from "../../synthesized/environment-plan";
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
    .map(({ party, port }) => ({
      ...at(party.resource),
      message: `${party.name} listens on ${port}, and ${party.groups.map(groupName).join(", ") || "no group that is known"} admits no ${clientsOf(party)} there`,
    }));
}

const clientsOf = ({ internetFacing }: LoadBalancer): string =>
  internetFacing ? "range of the internet" : "client";

function unrouted({ internetFacing, subnets, name, resource }: LoadBalancer): Finding[] {
  if (!internetFacing) return [];
  const cut = subnets.filter(({ table }) => waysOut(table, "internet").length === 0);
  if (cut.length === 0) return [];
  return [
    {
      ...at(resource),
      message: `${name} is internet-facing, and ${namesOf(cut)} have no route to an internet gateway`,
    },
  ];
}
