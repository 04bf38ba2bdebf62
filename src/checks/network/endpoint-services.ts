import { actionPrefixes } from "../../evidence/service-actions";
import { LISTED_SERVICES } from "../../evidence/listed-services";
import { servicesOfAction } from "../../evidence/action-services";
import { orMeant } from "../../base/did-you-mean";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  valueOf,
} from "../../terraform/environment-plan";
import { text } from "../../terraform/stack-json";
import { knownText } from "../../infrastructure/text-references";

/** An endpoint service of AWS, as a block names it. */
interface NamedService {
  readonly resource: PlannedResource;
  /** Its name without the region: `ecr.api`. */
  readonly service: string;
  /** @default - the name has no region */
  readonly region?: string;
}

/** A region in the name, after the reversed domain of AWS. */
const REGIONAL =
  /^(?:cn\.)?(?:com\.amazonaws|aws\.api|api\.aws|aws\.sagemaker)\.([a-z]{2,4}(?:-[a-z]+)+-\d)\.(.+)$/;

const GLOBAL = /^com\.amazonaws\.([a-z0-9.-]+)$/;

/** The whole name of the service of an endpoint, also by a reference; the reference itself if only Terraform knows the name. */
export function serviceNameOf(plan: EnvironmentPlan, endpoint: PlannedResource): string {
  const given = endpoint.config["service_name"];
  return knownText(plan, valueOf(endpoint, given)) ?? text(given) ?? "";
}

/** Services of all endpoints. Those of other owners begin with `vpce`, and those that only Terraform knows are left out. */
export const namedEndpointServices = memoizePerPlan((plan: EnvironmentPlan): readonly NamedService[] =>
  [...plan.resources("aws_vpc_endpoint"), ...plan.resources("data.aws_vpc_endpoint")].flatMap((resource) => {
    const name = serviceNameOf(plan, resource);
    if (name.includes("${") || /^com\.amazonaws\.vpce\./.test(name)) return [];
    const [, region, service] = REGIONAL.exec(name) ?? [];
    if (region !== undefined && service !== undefined) return [{ resource, service, region }];
    const [, global] = GLOBAL.exec(name) ?? [];
    return global === undefined ? [] : [{ resource, service: global }];
  }),
);

/** An endpoint of a service that AWS does not have. */
interface UnknownService extends NamedService {
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
