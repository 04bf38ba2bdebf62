import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  valueOf,
} from "../terraform/environment-plan";
import { text } from "../terraform/stack-json";
import { knownText } from "./text-references";

/** An endpoint service of AWS, as a block names it. */
export interface NamedService {
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
