import { ENDPOINT_SERVICE_NAMES, endpointTypeOf } from "../environment/endpoints";
import { type ComposedEnvironment } from "./contract";

/** A VPC endpoint, with the parts that call it and why. */
interface EndpointNeed {
  readonly service: string;
  readonly callers: readonly { readonly title: string; readonly why: string }[];
}

/** Endpoints in the order of the catalog, then those that only parts name. Without interfaces, the calls of others go through NAT. */
export function neededEndpoints({
  parts,
  config,
}: Pick<ComposedEnvironment, "parts" | "config">): EndpointNeed[] {
  const calls = parts.flatMap(({ title, needs }) => needs.services.map((need) => ({ title, ...need })));
  const services = new Set<string>([...ENDPOINT_SERVICE_NAMES, ...calls.map(({ service }) => service)]);
  return [...services]
    .map((service) => ({
      service,
      callers: calls.filter((call) => call.service === service).map(({ title, why }) => ({ title, why })),
    }))
    .filter(
      ({ service, callers }) =>
        callers.length > 0 && (config.network.endpoints.interfaces || endpointTypeOf(service) === "gateway"),
    );
}
