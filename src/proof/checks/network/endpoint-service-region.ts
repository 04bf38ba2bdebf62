import { LISTED, regionsOfService } from "../../facts/endpoint-services/listed-services";
import { homeOf } from "../../model/home";
import { namedEndpointServices } from "../../model/network/named-endpoint-services";
import { type Check, at } from "../check";

export const endpointServiceRegion: Check = {
  id: "endpoint-service-region",
  severity: "warning",
  title: "AWS has the API of the service of every endpoint in its region",
  why: "without an API in the region there is no endpoint, and AWS refuses it when it is applied",
  fix: "ask describe-vpc-endpoint-services in the region; if AWS has it now, write a waiver, else let a program in another region call the service",
  source: "src/proof/facts/endpoint-services: botocore 1.44.8 (2026-11-20)",
  run: (plan) =>
    namedEndpointServices(plan).flatMap(({ resource, service, region = homeOf(plan).region }) => {
      const regions = regionsOfService(service) ?? [];
      return regions.length === 0 || regions.includes(region)
        ? []
        : [
            {
              ...at(resource),
              message: `the lists of ${LISTED.date} have no API of ${service} in ${region}, but in ${regions.slice(0, 3).join(", ")}${regions.length > 3 ? ` and ${regions.length - 3} more` : ""}`,
            },
          ];
    }),
};
