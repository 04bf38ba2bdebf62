import { type EndpointService } from "../../catalog/endpoints";
import { HOURS_A_MONTH, priceIn } from "../../catalog/prices";
import { INTERFACE_ENDPOINT_HOUR } from "../../catalog/prices-network";
import { homeOf } from "../../analysis/home";
import { type Endpoint, endpointsOf } from "../../analysis/network/endpoints";
import { type Check, at } from "../check";
import { calledServices } from "./calls";

export const endpointWithoutCaller: Check = {
  id: "endpoint-without-caller",
  severity: "warning",
  title: "each endpoint has somebody who calls it",
  why: "an interface endpoint is billed by the hour in each zone, and is one more way out of the network",
  fix: "remove the endpoint, or enable what was meant to call it",
  source: "src/catalog/components.ts; AWS PrivateLink pricing (src/catalog/prices-network.ts)",
  run: (plan) =>
    endpointsOf(plan)
      .filter(({ service }) => !calledServices(plan).has(service as EndpointService))
      .map((endpoint) => ({
        ...at(endpoint.resource),
        message: `nothing that runs here calls ${endpoint.service ?? "its service, which is not of this region"}; ${price(endpoint, homeOf(plan).region)}`,
      })),
};

function price({ kind, subnets }: Endpoint, region: string): string {
  if (kind !== "Interface") return "it costs nothing";
  const hour = priceIn(INTERFACE_ENDPOINT_HOUR, region)?.usd;
  if (hour === undefined) return `its price in ${region} is not known here`;
  const zones = `${subnets.length} ${subnets.length === 1 ? "zone" : "zones"}`;
  return `it costs ${(hour * subnets.length * HOURS_A_MONTH).toFixed(2)} USD a month in ${zones}`;
}
