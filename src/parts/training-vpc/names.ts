import { type NamedService, serviceHosts } from "../../environment/endpoints";
import { type AwsLocation } from "../../facts/aws";

/** Names of a service, and the domain that holds all of them. */
export interface ServiceNames {
  readonly service: string;
  readonly domain: string;
  readonly hosts: readonly string[];
}

export const namesOf = (services: readonly NamedService[], location: AwsLocation): ServiceNames[] =>
  services.map((service) => {
    const hosts = serviceHosts(service, location);
    return { service, domain: hosts[0] ?? service, hosts };
  });
