import { distinct } from "../base/lists";
import { endpointService } from "../evidence/endpoint-names";
import { serviceDomain } from "../facts/aws";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { endpointsOf } from "./network-endpoints";
import { interfacesOf } from "./network-interfaces";
import { privateZonesOf } from "./network-private-zones";
import { homeOf } from "./text-references";

/** Names that resolve to private addresses for those who ask a resolver of the VPC. */
export function privateNamesOf(plan: EnvironmentPlan) {
  const home = homeOf(plan);
  const aws = serviceDomain(home);
  const { nameServers, hub, controlPlanes } = interfacesOf(plan);
  /** Services with an interface endpoint in the VPC that has private DNS. */
  const services = endpointsOf(plan).flatMap(({ kind, privateDns, service }) =>
    kind === "Interface" && privateDns ? (service ?? []) : [],
  );
  /** Names of the endpoint of a service. A wildcard is in place of an account. */
  const ofService = (service: string): string[] =>
    endpointService(service).hosts.map((host) => `${host}.${home.region}.${aws}`);
  return {
    services,
    ofService,
    /**
     * Names that name servers of a company forward to a resolver of the VPC, each with all names below it: of endpoints, of the cluster's
     * API (EKS user guide, "Cluster API server endpoint", read 2026-12-01; in China unconfirmed), and of private zones.
     */
    get forwarded(): string[] {
      if (nameServers.length === 0) return [];
      const called = [...services, ...(hub?.services ?? [])];
      return distinct([
        ...called.flatMap(ofService).filter((name) => !name.startsWith("*")),
        ...controlPlanes.map(() => `${home.region}.eks.${aws}`),
        ...privateZonesOf(plan).map(({ name }) => name),
      ]);
    },
  };
}
