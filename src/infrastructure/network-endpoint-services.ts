import { actionPrefixes } from "../evidence/service-actions";
import { LISTED_SERVICES } from "../evidence/listed-services";
import { servicesOfAction } from "../evidence/action-services";
import { orMeant } from "../base/did-you-mean";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { text } from "../terraform/stack-json";
import { knownText } from "./text-references";

/** The service of an endpoint, as its block names it. */
interface EndpointService {
  readonly resource: PlannedResource;
  /** The whole name, also by a reference; the reference itself if only Terraform knows the name. */
  readonly name: string;
  /** The name without the region: `ecr.api`. @default - it is of another owner, or only Terraform knows it */
  readonly service?: string;
  /** @default - the name has no region */
  readonly region?: string;
  /** Why AWS has no such service. @default - it has, or IAM has it: its endpoint can be newer than the list */
  readonly problem?: string;
}

/** A region in the name, after the reversed domain of AWS. */
const REGIONAL =
  /^(?:cn\.)?(?:com\.amazonaws|aws\.api|api\.aws|aws\.sagemaker)\.([a-z]{2,4}(?:-[a-z]+)+-\d)\.(.+)$/;

const GLOBAL = /^com\.amazonaws\.([a-z0-9.-]+)$/;

/** Services of all endpoints. */
export const endpointServicesOf = memoizePerPlan((plan: EnvironmentPlan): readonly EndpointService[] =>
  [...plan.resources("aws_vpc_endpoint"), ...plan.resources("data.aws_vpc_endpoint")].map((resource) => {
    const given = resource.config.service_name;
    const name = knownText(plan, inLayer(resource, given)) ?? text(given) ?? "";
    return { resource, name, ...partsOf(name) };
  }),
);

/** Names of other owners begin with `vpce`. */
function partsOf(name: string): Pick<EndpointService, "service" | "region" | "problem"> {
  if (name.includes("${") || /^com\.amazonaws\.vpce\./.test(name)) return {};
  const [, region, regional] = REGIONAL.exec(name) ?? [];
  const service = regional ?? GLOBAL.exec(name)?.[1];
  if (service === undefined) return {};
  const problem = problemOf(service);
  return {
    service,
    ...(region === undefined ? {} : { region }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function problemOf(service: string): string | undefined {
  if (LISTED_SERVICES.regionsOf.has(service)) return undefined;
  const [prefix = ""] = service.replace(/-fips(?=\.|$)/, "").split(".");
  const others = servicesOfAction(`${prefix}:_`).filter((each) => each !== service && each !== prefix);
  if (others.length === 0 && actionPrefixes().includes(prefix)) return undefined;
  const meant =
    others.length > 0
      ? `; did you mean ${others.join(" or ")}?`
      : orMeant(service, [...LISTED_SERVICES.regionsOf.keys()]);
  return `AWS has no endpoint service ${service} (${LISTED_SERVICES.date})${meant}`;
}
