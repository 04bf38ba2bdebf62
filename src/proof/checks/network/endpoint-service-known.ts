import { servicesOfAction } from "../../facts/action-services";
import { LISTED, listedNames, regionsOfService } from "../../facts/endpoint-services/listed-services";
import { actionPrefixes } from "../../facts/service-actions/service-actions";
import { memoizePerPlan } from "../../model/blocks";
import { trustedValues } from "../../model/locality/stated-names";
import { namedEndpointServices } from "../../model/network/named-endpoint-services";
import { orMeant } from "../../../shared/messages/did-you-mean";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";

export const endpointServiceKnown: Check = {
  id: "endpoint-service-known",
  severity: "error",
  title: "every endpoint is of a service that AWS has",
  why: "AWS refuses the endpoint when it is applied, and calls of its service have no way out of the network",
  fix: "write the name that describe-vpc-endpoint-services lists; for one that is newer than the list, add to trusted of the file: { kind: endpoint-service, value: …, reason: … }",
  source:
    "src/proof/facts/endpoint-services: aws-cdk-lib 2.276.0 (2026-11-10), after the AWS PrivateLink guide; src/proof/facts/service-actions (2026-09-23)",
  run: (plan, { statedOf }) => {
    const trusted = trustedValues(statedOf(plan.name).names, "endpoint-service");
    return unknownEndpoints(plan).flatMap(({ service, finding }) => (trusted.has(service) ? [] : [finding]));
  },
};

/** Endpoints of services that AWS does not have. A service that IAM has is not judged: its endpoint can be newer than the list. */
export const unknownEndpoints = memoizePerPlan(
  (plan: EnvironmentPlan): readonly { readonly service: string; readonly finding: Finding }[] =>
    namedEndpointServices(plan).flatMap(({ resource, service }) => {
      if (regionsOfService(service) !== undefined) return [];
      const [prefix = ""] = service.replace(/-fips(?=\.|$)/, "").split(".");
      const others = servicesOfAction(`${prefix}:_`).filter((each) => each !== service && each !== prefix);
      if (others.length === 0 && actionPrefixes().includes(prefix)) return [];
      const meant =
        others.length > 0 ? `; did you mean ${others.join(" or ")}?` : orMeant(service, listedNames());
      const message = `AWS has no endpoint service ${service} (${LISTED.date})${meant}`;
      return [{ service, finding: { ...at(resource), message } }];
    }),
);
