import { ENDPOINT_SERVICE_NAMES, endpointTypeOf } from "../environment/endpoints";
import { type ComposedEnvironment, type PodLabels } from "./contract";

/** A VPC endpoint, with the parts that call it and why. */
interface EndpointNeed {
  readonly service: string;
  readonly callers: readonly { readonly title: string; readonly why: string }[];
}

/** Endpoints of the VPC. Without interfaces, calls of other services than those of gateways leave it: by a way out, or to a hub. */
export function neededEndpoints(environment: Pick<ComposedEnvironment, "parts" | "config">): EndpointNeed[] {
  const { interfaces, hub } = environment.config.network.endpoints;
  const hasInterfaces = interfaces && hub === undefined;
  return calledServices(environment).filter(
    ({ service }) => hasInterfaces || endpointTypeOf(service) === "gateway",
  );
}

/** Services that are called at interface endpoints, where the hub has them. */
export const hubServices = (environment: Pick<ComposedEnvironment, "parts">): string[] =>
  calledServices(environment)
    .map(({ service }) => service)
    .filter((service) => endpointTypeOf(service) === "interface");

/** The proxy of a part, with the variables that programs of this environment need. */
export function neededProxy(environment: Pick<ComposedEnvironment, "parts" | "config">) {
  const [proxy] = environment.parts.flatMap(({ contributes }) => contributes.proxy ?? []);
  if (!proxy) return undefined;
  const atHub = environment.config.network.endpoints.hub ? hubServices(environment) : [];
  const services = [...neededEndpoints(environment).map(({ service }) => service), ...atHub];
  const variables = proxy.variables(services);
  return { servers: proxy.servers, variables, besides: (own: PodLabels) => proxy.besides(own, variables) };
}

/** Called services in the order of the catalog, then those that only parts name. */
function calledServices({ parts }: Pick<ComposedEnvironment, "parts">): EndpointNeed[] {
  const calls = parts.flatMap(({ title, needs }) => needs.services.map((need) => ({ title, ...need })));
  const services = new Set<string>([...ENDPOINT_SERVICE_NAMES, ...calls.map(({ service }) => service)]);
  return [...services]
    .map((service) => ({
      service,
      callers: calls.filter((call) => call.service === service).map(({ title, why }) => ({ title, why })),
    }))
    .filter(({ callers }) => callers.length > 0);
}
