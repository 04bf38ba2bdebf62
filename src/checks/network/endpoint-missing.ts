import { endpointsFor } from "../../infrastructure/network-endpoints";
import { leadsOut } from "../../infrastructure/network-interfaces";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, ruleOf } from "../check";
import { calledServices } from "./calls";
import { isAtHub, otherHub } from "./endpoint-hub";
import { joinFirstNames } from "./words";
import TEXTS from "./texts.json";

export const endpointMissing: Check = {
  ...ruleOf(TEXTS, "endpoint-missing"),
  run: (plan, { statedOf }) => [...servicesWithout(plan, false), ...otherHub(plan, statedOf(plan.name))],
};

/** Services without an endpoint that all callers reach by a default route, or that some callers cannot reach. */
export function servicesWithout(plan: EnvironmentPlan, leavesVpc: boolean): Finding[] {
  return [...calledServices(plan)].flatMap(([service, calls]) => {
    if (endpointsFor(plan, service)[0] || isAtHub(plan, service)) return [];
    if (calls.every(({ interfaces }) => leadsOut(interfaces)) !== leavesVpc) return [];
    return [
      {
        layer: "network" as const,
        address: `aws_vpc_endpoint.${service.replaceAll(/[.-]/g, "_")}`,
        message: `${service} has no endpoint in this VPC${leavesVpc ? ", so calls leave it by the default route" : ", and some callers have no default route"}; needed by ${joinFirstNames(calls.flatMap(({ callers }) => callers))}`,
      },
    ];
  });
}
