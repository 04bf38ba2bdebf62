import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { asObject } from "../../terraform-json/stack-json";
import { number, memoizePerPlan } from "../blocks";
import { addonOf } from "./addons";

/** How the VPC CNI gives addresses to pods. */
export interface Addressing {
  /** True where it takes a /28 at a time, false for single addresses. */
  readonly prefixes: boolean;
  /** Blocks that each node holds ready beyond what its pods use. */
  readonly warmPrefixes: number;
}

/** Settings that the CNI has where the add-on says nothing. */
const DEFAULT_WARM_PREFIXES = 1;

export const addressing = memoizePerPlan((plan: EnvironmentPlan): Addressing => {
  const env = asObject(addonOf(plan, "vpc-cni")?.settings["env"]);
  return {
    prefixes: String(env["ENABLE_PREFIX_DELEGATION"]) === "true",
    warmPrefixes: number(env["WARM_PREFIX_TARGET"]) ?? DEFAULT_WARM_PREFIXES,
  };
});
