import { endpointsOf } from "../../model/network/endpoints";
import { homeOf } from "../../model/home";
import { privateZonesOf } from "../../model/network/private-zones";
import { hostsOfService } from "../../facts/endpoint-services";
import { serviceDomain } from "../../../shared/aws/aws";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, at } from "../check";
import { vpcsOf } from "../../model/network/vpcs";

export const zoneConflicts: Check = {
  id: "zone-conflicts",
  severity: "error",
  title: "no hosted zone of the VPC has a name of a service whose endpoint has private DNS",
  why: "private DNS of an endpoint is a hosted zone of AWS in the VPC: it refuses a second zone of the same name there, and a zone below that name would hide it from nodes",
  fix: "associate the zone with the other VPC only, or disable private DNS of the endpoint",
  source:
    'AWS PrivateLink guide, "Access an AWS service using an interface VPC endpoint"; Route 53 developer guide, "hosted-zone-private-considerations" (read 2026-11-21)',
  run: (plan) => {
    const own = new Set(vpcsOf(plan).map(({ id }) => id));
    return privateZonesOf(plan)
      .filter(({ vpcs }) => vpcs.some((vpc) => own.has(vpc)))
      .flatMap(({ resource, name }) => {
        const hidden = namesOfEndpoints(plan).filter((host) => name === host || name.endsWith(`.${host}`));
        return hidden.length === 0
          ? []
          : [{ ...at(resource), message: `${name} conflicts with the private DNS of ${hidden.join(", ")}` }];
      });
  },
};

function namesOfEndpoints(plan: EnvironmentPlan): string[] {
  const home = homeOf(plan);
  return endpointsOf(plan)
    .filter(({ kind, privateDns }) => kind === "Interface" && privateDns)
    .flatMap(({ service }) => (service === undefined ? [] : hostsOfService(service)))
    .filter((host) => !host.startsWith("*"))
    .map((host) => `${host}.${home.region}.${serviceDomain(home)}`);
}
