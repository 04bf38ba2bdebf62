import { trustedValues } from "../../infrastructure/stated";
import { unknownEndpointServices } from "../../infrastructure/network-endpoint-services";
import { type Check, at } from "../check";

export const endpointServiceKnown: Check = {
  id: "endpoint-service-known",
  severity: "error",
  title: "every endpoint is of a service that AWS has",
  why: "AWS refuses the endpoint when it is applied, and calls of its service have no way out of the network",
  fix: "write the name that describe-vpc-endpoint-services lists; for one that is newer than the list, add to trusted of the file: { kind: endpoint-service, value: …, reason: … }",
  source:
    "src/evidence/endpoint-services: aws-cdk-lib 2.276.0 (2026-11-10), after the AWS PrivateLink guide; src/evidence/service-actions (2026-09-23)",
  run: (plan, { statedOf }) => {
    const trusted = trustedValues(statedOf(plan.name).names, "endpoint-service");
    return unknownEndpointServices(plan)
      .filter(({ service }) => !trusted.has(service))
      .map(({ resource, problem }) => ({ ...at(resource), message: problem }));
  },
};
