import { endpointsFor } from "../../infrastructure/network-endpoints";
import { leadsOutByNat } from "../../infrastructure/network-interfaces";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding } from "../check";
import { calledServices } from "./calls";
import { joinFirstNames } from "./words";

export const endpointMissing: Check = {
  id: "endpoint-missing",
  severity: "error",
  title: "every called AWS service is reachable through an endpoint or NAT",
  why: "without either, calls time out: image pulls, credentials, load balancers and logs fail",
  fix: "add the endpoint, or add a NAT gateway with network.egress",
  source: 'EKS user guide, "private-clusters" (read 2026-11-20)',
  stricterThan: ["EC2.10", "EC2.55", "EC2.56"],
  run: (plan) => servicesWithout(plan, false),
};

/** Services without an endpoint that all callers reach through NAT, or that some callers cannot reach. */
export function servicesWithout(plan: EnvironmentPlan, byNat: boolean): Finding[] {
  return [...calledServices(plan)].flatMap(([service, calls]) => {
    if (
      endpointsFor(plan, service)[0] ||
      calls.every(({ interfaces }) => leadsOutByNat(interfaces)) !== byNat
    )
      return [];
    return [
      {
        layer: "network" as const,
        address: `aws_vpc_endpoint.${service.replaceAll(/[.-]/g, "_")}`,
        message: `${service} has no endpoint in this VPC${byNat ? ", so calls leave it through NAT" : ", and some callers have no route through NAT"}; needed by ${joinFirstNames(calls.flatMap(({ callers }) => callers))}`,
      },
    ];
  });
}
