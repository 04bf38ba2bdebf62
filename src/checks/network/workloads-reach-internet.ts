import { internetRoutes, namesOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at } from "../check";
import { flowsOf } from "../flows";
import { stoppedFlows } from "./proofs";
import { joinFirstNames } from "./words";

export const workloadsReachInternet: Check = {
  id: "workloads-reach-internet",
  severity: "error",
  title: "workloads that need the internet reach it",
  why: "otherwise image pulls from public registries fail, and calls to APIs without an endpoint time out",
  fix: "set network.egress to a NAT mode, or mirror the images to ECR of the account; allow egress on TCP 443 to 0.0.0.0/0",
  source: 'VPC user guide, "vpc-nat-gateway" (read 2026-11-20)',
  run: (plan) => [...stoppedFlows(plan, "workloads-reach-internet"), ...subnetsWithoutNat(plan)],
};

function subnetsWithoutNat(plan: EnvironmentPlan): Finding[] {
  return flowsOf(plan)
    .filter(({ check }) => check === "workloads-reach-internet")
    .flatMap(({ from, callers }) => {
      const cut = from.subnets.filter(({ table }) => table && internetRoutes(table, "nat").length === 0);
      const [first] = cut;
      if (!first) return [];
      return [
        {
          ...at(first.table?.resource ?? first.resource),
          message: `no route to 0.0.0.0/0 through NAT from ${namesOf(cut)}; ${from.name} need one: ${joinFirstNames(callers)}`,
        },
      ];
    });
}
