import { interfacesOf } from "../../infrastructure/network-interfaces";
import { internetRoutes } from "../../infrastructure/network-routes";
import { type Check, at, ruleOf } from "../check";
import { flowsOf } from "../flows";
import TEXTS from "./texts.json";

export const natWithoutCaller: Check = {
  ...ruleOf(TEXTS, "nat-without-caller"),
  findsExcess: true,
  run: (plan) => {
    const needy = new Set(
      flowsOf(plan)
        .filter(({ check }) => check === "workloads-reach-internet")
        .flatMap(({ from }) => from.subnets),
    );
    const idle = interfacesOf(plan)
      .workloads.flatMap(({ subnets }) => subnets)
      .filter((subnet) => !needy.has(subnet));
    const routes = [...new Set(idle.flatMap(({ table }) => internetRoutes(table, "out")))];
    return routes.map(({ resource, destination }) => ({
      ...at(resource),
      message: `the route leads private subnets to ${destination}, but no workload in them needs the internet`,
    }));
  },
};
