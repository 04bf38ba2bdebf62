import { trustedValues } from "../../infrastructure/stated";
import { type Check, at } from "../check";
import TEXTS from "./texts.json";
import { unknownEndpointServices } from "./endpoint-services";

export const endpointServiceKnown: Check = {
  id: "endpoint-service-known",
  severity: "error",
  ...TEXTS["endpoint-service-known"],
  run: (plan, { statedOf }) => {
    const trusted = trustedValues(statedOf(plan.name).names, "endpoint-service");
    return unknownEndpointServices(plan)
      .filter(({ service }) => !trusted.has(service))
      .map(({ resource, problem }) => ({ ...at(resource), message: problem }));
  },
};
