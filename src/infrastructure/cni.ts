import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { asObject, number } from "../terraform/stack-json";
import { addonOf } from "./kubernetes-releases";

/** Address allocation of the VPC CNI. */
interface Addressing {
  /** True for prefix delegation, which allocates a /28 at a time; false for single addresses. */
  readonly prefixes: boolean;
  /** Spare prefixes on each node beyond those in use. */
  readonly warmPrefixes: number;
  /** Addresses of a node in place of a whole spare interface or prefix: spare ones, and the least in total. @default - none set */
  readonly targets?: { readonly spare: number; readonly least: number };
}

/** The CNI's default. */
const DEFAULT_WARM_PREFIXES = 1;

export const addressing = memoizePerPlan((plan: EnvironmentPlan): Addressing => {
  const env = asObject(addonOf(plan, "vpc-cni")?.settings["env"]);
  const [spare = 0, least = 0] = ["WARM_IP_TARGET", "MINIMUM_IP_TARGET"].map((name) => number(env[name]));
  return {
    ...(spare > 0 || least > 0 ? { targets: { spare, least } } : {}),
    prefixes: String(env["ENABLE_PREFIX_DELEGATION"]) === "true",
    warmPrefixes: number(env["WARM_PREFIX_TARGET"]) ?? DEFAULT_WARM_PREFIXES,
  };
});
