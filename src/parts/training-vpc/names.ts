import { type AwsLocation, serviceDomain } from "../../facts/aws";

/** Names of a service, and the domain that holds all of them. */
export interface ServiceNames {
  readonly service: string;
  readonly domain: string;
  readonly hosts: readonly string[];
}

export const serviceNames = (services: readonly NamedService[], location: AwsLocation): ServiceNames[] =>
  services.map((service) => {
    const hosts = serviceHosts(service, location);
    return { service, domain: hosts[0] ?? service, hosts };
  });

/**
 * Names that the private DNS of an endpoint has, below the region's domain (AWS PrivateLink guide,
 * `PrivateDnsNames` of `describe-vpc-endpoint-services`, read 2026-11-21), of services that
 * workloads in other networks use.
 */
const HOSTS = {
  "ecr.api": ["api.ecr"],
  "ecr.dkr": ["dkr.ecr", "*.dkr.ecr"],
  kms: ["kms"],
  logs: ["logs"],
  monitoring: ["monitoring"],
  "sagemaker.api": ["api.sagemaker"],
  "sagemaker.runtime": ["runtime.sagemaker"],
  secretsmanager: ["secretsmanager"],
  sts: ["sts"],
} as const;

type NamedService = keyof typeof HOSTS;

export const NAMED_SERVICES = Object.keys(HOSTS) as [NamedService, ...NamedService[]];

/** Host names of a service in a region. The first is the name of a zone that holds all of them. */
const serviceHosts = (service: NamedService, location: AwsLocation): readonly string[] =>
  HOSTS[service].map((host) => `${host}.${location.region}.${serviceDomain(location)}`);
