import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Json } from "../../terraform-json/stack-json";
import { text } from "../blocks";
import { homeOf } from "../home";

/**
 * The short name of an AWS service: `ecr.api` of `com.amazonaws.<region>.ecr.api`. Undefined for another region's,
 * which neither an endpoint nor a prefix list of this one can name.
 */
export function serviceOf(plan: EnvironmentPlan, name: Json | undefined): string | undefined {
  const [, region, service] = /^(?:cn\.)?com\.amazonaws\.([^.]+)\.(.+)$/.exec(text(name) ?? "") ?? [];
  const home = homeOf(plan).region;
  return home === "" || region === home ? service : undefined;
}
