import { type EnvironmentPlan, type ResourceOf } from "../terraform/environment-plan";
import { type JsonObject, asObject } from "../terraform/stack-json";
import { jsonIn, memoizePerPlan, text } from "./blocks";

/** An EKS add-on with its configuration. */
export interface Addon {
  readonly resource: ResourceOf<"aws_eks_addon">;
  readonly name: string;
  readonly settings: JsonObject;
}

export const addonsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Addon[] =>
  plan.resources("aws_eks_addon").map((resource) => ({
    resource,
    name: text(resource.config.addon_name) ?? "",
    settings: asObject(jsonIn(resource.config.configuration_values)),
  })),
);

/** Finds an add-on by name; a cluster has each at most once. */
export const addonOf = (plan: EnvironmentPlan, name: string): Addon | undefined =>
  addonsOf(plan).find((addon) => addon.name === name);
