import { endpointOf } from "../../analysis/network/endpoints";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding } from "../check";
import { calledServices } from "./calls";
import { leadsOutByNat } from "./flows";
import { joinFirstNames } from "./words";

export const endpointMissing: Check = {
  id: "endpoint-missing",
  severity: "error",
  title: "each AWS service that is called has an endpoint, or NAT leads to it",
  why: "without either, the call hangs: no image, no credentials, no load balancer, no logs",
  fix: "add the endpoint, or a NAT gateway with network.egress",
  source: 'EKS user guide, "private-clusters" (read 2026-11-20)',
  scannerRules: ["EC2.10", "EC2.55", "EC2.56"],
  run: (plan) => servicesWithout(plan, false),
};

/** Services without an endpoint: those whose callers all go by NAT, or those that some cannot reach at all. */
export function servicesWithout(plan: EnvironmentPlan, byNat: boolean): Finding[] {
  return [...calledServices(plan)].flatMap(([service, calls]) => {
    if (endpointOf(plan, service) || calls.every(({ interfaces }) => leadsOutByNat(interfaces)) !== byNat)
      return [];
    return [
      {
        layer: "network" as const,
        address: `aws_vpc_endpoint.${service.replace(".", "_")}`,
        message: `${service} has no endpoint in this region${byNat ? ", so calls leave the VPC by NAT" : " and no NAT leads to it"}; needed by ${joinFirstNames(calls.flatMap(({ callers }) => callers))}`,
      },
    ];
  });
}
