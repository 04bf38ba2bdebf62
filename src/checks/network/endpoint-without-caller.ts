import { HOURS } from "../../facts/hours";
import { priceIn } from "../../facts/prices";
import { isFound } from "../../terraform/environment-plan";
import { homeOf } from "../../infrastructure/text-references";
import { endpointUserOf } from "../../infrastructure/network-endpoint-users";
import { type Endpoint, endpointsOf } from "../../infrastructure/network-endpoints";
import { APPLICATION_SERVICES } from "../../evidence/endpoint-names";
import { type Check, at, ruleOf } from "../check";
import { calledServices } from "./calls";
import { counted } from "../../base/counted";
import TEXTS from "./texts.json";

export const endpointWithoutCaller: Check = {
  ...ruleOf(TEXTS, "endpoint-without-caller"),
  findsExcess: true,
  run: (plan) =>
    endpointsOf(plan)
      .filter(
        ({ resource, service }) =>
          // Other workloads can use the endpoints of an existing network.
          !isFound(resource) &&
          !calledServices(plan).has(service ?? "") &&
          !APPLICATION_SERVICES.has(service ?? "") &&
          !endpointUserOf(plan)?.services.includes(service ?? ""),
      )
      .map((endpoint) => ({
        ...at(endpoint.resource),
        message: `no enabled component calls ${endpoint.service ?? "its service, which belongs to another region"}; ${price(endpoint, homeOf(plan).region)}`,
      })),
};

function price({ kind, subnets }: Endpoint, region: string): string {
  if (kind !== "Interface") return "it is free of charge";
  const hour = priceIn("interfaceEndpointHour", region)?.usd;
  if (hour === undefined) return `its price in ${region} is unknown`;
  return `it costs ${(hour * subnets.length * HOURS.ofMonth).toFixed(2)} USD a month in ${counted(subnets.length, "zone")}`;
}
