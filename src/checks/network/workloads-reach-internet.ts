import { internetRoutes } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { flowsOf } from "../flows";
import { stoppedFlows } from "./proofs";
import { joinFirstNames, resourceNames } from "./words";
import TEXTS from "./texts.json";

export const workloadsReachInternet: Check = {
  ...ruleOf(TEXTS, "workloads-reach-internet"),
  run: (plan) => [...stoppedFlows(plan, "workloads-reach-internet"), ...subnetsWithoutWayOut(plan)],
};

function subnetsWithoutWayOut(plan: EnvironmentPlan): Finding[] {
  return flowsOf(plan)
    .filter(({ check }) => check === "workloads-reach-internet")
    .flatMap(({ from, callers }) => {
      const cut = from.subnets.filter(({ table }) => table && internetRoutes(table, "out").length === 0);
      const [first] = cut;
      if (!first) return [];
      return [
        {
          ...at(first.table?.resource ?? first.resource),
          message: `no route to 0.0.0.0/0 through NAT or a transit gateway from ${resourceNames(cut)}; ${from.name} need one: ${joinFirstNames(callers)}`,
        },
      ];
    });
}
