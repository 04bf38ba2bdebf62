import { groupBy } from "../../base/group-by";
import { endpointsFor } from "../../infrastructure/network-endpoints";
import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { type Flow, tcpFlow } from "../../infrastructure/network-needs";
import { rangeOf } from "../../infrastructure/network-ranges";
import { hasRecord, type Stated } from "../../infrastructure/stated";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Finding } from "../check";
import { callsOf } from "./calls";

const HTTPS = 443;

/** Whether a service without an endpoint in the VPC is called at the endpoints of a hub, as the stacks tell its owner. */
export const isAtHub = (plan: EnvironmentPlan, service: string): boolean =>
  endpointsFor(plan, service).length === 0 && interfacesOf(plan).hub?.services.includes(service) === true;

/** Connections to each range of a hub, of all calls that go there. */
export const hubFlows = (plan: EnvironmentPlan): Flow[] =>
  [...groupBy(callsOf(plan), ({ interfaces }) => interfaces)].flatMap(([from, all]) => {
    const calls = all.filter(({ service }) => isAtHub(plan, service));
    const callers = [...new Set(calls.flatMap((call) => call.callers))];
    return calls.length === 0
      ? []
      : (interfacesOf(plan).hub?.cidrs ?? []).map((cidr) => flowTo(from, cidr, callers));
  });

function flowTo(from: InterfaceSet, cidr: string, callers: readonly string[]): Flow {
  const range = rangeOf(cidr);
  const to: Flow["to"] = {
    name: `the endpoints of the hub in ${cidr}`,
    outside: "range",
    ...(range ? { range } : {}),
  };
  return tcpFlow("workloads-reach-endpoints", from, to, HTTPS, callers);
}

/** The ranges of a hub, where the record of the file has others: an edited output must not open rules. */
export function otherHub(plan: EnvironmentPlan, stated: Stated): Finding[] {
  const { hub } = interfacesOf(plan);
  const expected = stated.endpointHub?.cidrs ?? [];
  if (!hub || !hasRecord(stated) || [...hub.cidrs].sort().join() === [...expected].sort().join()) return [];
  const states = expected.length > 0 ? expected.join(", ") : "no hub";
  const message = `the output endpoint_hub has the ranges ${hub.cidrs.join(", ")}, but the file states ${states}`;
  return [{ layer: "network", address: "output.endpoint_hub", message }];
}
