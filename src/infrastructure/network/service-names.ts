import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Json, text } from "../../terraform/stack-json";
import { homeOf } from "../text-references";

/**
 * Short name of an AWS service: `ecr.api` for `com.amazonaws.<region>.ecr.api`. Undefined for other regions, because
 * endpoints and prefix lists are regional.
 */
export function serviceOf(plan: EnvironmentPlan, name: Json | undefined): string | undefined {
  const [, region, service] = /^(?:cn\.)?com\.amazonaws\.([^.]+)\.(.+)$/.exec(text(name) ?? "") ?? [];
  const home = homeOf(plan).region;
  return home === "" || region === home ? service : undefined;
}
