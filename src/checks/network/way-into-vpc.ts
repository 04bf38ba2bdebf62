import { openingsOf } from "../../infrastructure/network-openings";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { WAYS } from "./ways";
import TEXTS from "./texts.json";
import { endpointServicesOf } from "../../infrastructure/network-endpoint-services";

export const wayIntoVpc: Check = {
  ...ruleOf(TEXTS, "way-into-vpc"),
  run: (plan) => [
    ...Object.entries(WAYS).flatMap(([type, way]) =>
      plan.resources(type).flatMap((resource) => {
        const message = way(resource, plan);
        return message === undefined ? [] : [{ ...at(resource), message }];
      }),
    ),
    ...foreignServices(plan),
    ...unusedResolvers(plan),
  ],
};

/** Endpoints of services of other accounts: a stranger answers in a subnet of the VPC. */
const foreignServices = (plan: EnvironmentPlan): Finding[] =>
  endpointServicesOf(plan)
    .filter(({ name }) => name.includes(".vpce-svc-"))
    .map(({ resource, name }) => ({
      ...at(resource),
      message: `an endpoint leads to the service ${name}, which is not one of AWS`,
    }));

/** Resolver endpoints for queries of other networks, of which no rule admits any. */
const unusedResolvers = (plan: EnvironmentPlan): Finding[] =>
  interfacesOf(plan)
    .inboundResolvers.filter((resolver) =>
      openingsOf(plan).resolvers.every(
        ({ interfaces, rules }) => interfaces !== resolver || rules.length === 0,
      ),
    )
    .map(({ resource }) => ({
      ...at(resource),
      message:
        "it answers queries of others for names of the VPC, but no rule of its groups admits port 53 of another network",
    }));
