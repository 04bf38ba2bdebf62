import { servicesOfAction } from "../evidence/action-services";
import { LISTED_SERVICES } from "../evidence/listed-services";
import { actionPrefixes } from "../evidence/service-actions";
import { orMeant } from "../base/did-you-mean";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { type NamedService, namedEndpointServices } from "./named-endpoint-services";

/** An endpoint of a service that AWS does not have. */
export interface UnknownService extends NamedService {
  readonly problem: string;
}

/** Endpoints of services that AWS does not have. A service that IAM has is not judged: its endpoint can be newer than the list. */
export const unknownEndpointServices = memoizePerPlan((plan: EnvironmentPlan): readonly UnknownService[] =>
  namedEndpointServices(plan).flatMap((named) => {
    const { service } = named;
    if (LISTED_SERVICES.regionsOf.has(service)) return [];
    const [prefix = ""] = service.replace(/-fips(?=\.|$)/, "").split(".");
    const others = servicesOfAction(`${prefix}:_`).filter((each) => each !== service && each !== prefix);
    if (others.length === 0 && actionPrefixes().includes(prefix)) return [];
    const meant =
      others.length > 0
        ? `; did you mean ${others.join(" or ")}?`
        : orMeant(service, [...LISTED_SERVICES.regionsOf.keys()]);
    return [
      { ...named, problem: `AWS has no endpoint service ${service} (${LISTED_SERVICES.date})${meant}` },
    ];
  }),
);
