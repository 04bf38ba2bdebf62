import { trustedValues } from "../../infrastructure/stated";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { endpointServicesOf } from "../../infrastructure/network-endpoint-services";

export const endpointServiceKnown: Check = {
  ...ruleOf(TEXTS, "endpoint-service-known"),
  run: (plan, { statedOf }) => {
    const trusted = trustedValues(statedOf(plan.name).names, "endpoint-service");
    return endpointServicesOf(plan).flatMap(({ resource, service, problem: message }) =>
      service === undefined || message === undefined || trusted.has(service)
        ? []
        : [{ ...at(resource), message }],
    );
  },
};
