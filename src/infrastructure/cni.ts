import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../terraform/environment-plan";
import { asObject, isTrue, number } from "../terraform/stack-json";
import { addonOf } from "./kubernetes-releases";
import { namedSubnets, type Subnet } from "./network-routes";

/** Address allocation of the VPC CNI. */
interface Addressing {
  /** True for prefix delegation, which allocates a /28 at a time; false for single addresses. */
  readonly prefixes: boolean;
  /** Spare prefixes on each node beyond those in use. */
  readonly warmPrefixes: number;
  /** Subnets of pods by zone, which the first interface of a node has no address of. @default - those of the node */
  readonly podSubnets?: ReadonlyMap<string, readonly Subnet[]>;
  /** Addresses of a node in place of a whole spare interface or prefix: spare ones, and the least in total. @default - none set */
  readonly targets?: { readonly spare: number; readonly least: number };
}

/** The CNI's default. */
const DEFAULT_WARM_PREFIXES = 1;

export const addressing = memoizePerPlan((plan: EnvironmentPlan): Addressing => {
  const addon = addonOf(plan, "vpc-cni");
  const env = asObject(addon?.settings["env"]);
  const isCustom = isTrue(env["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"]);
  const [spare = 0, least = 0] = ["WARM_IP_TARGET", "MINIMUM_IP_TARGET"].map((name) => number(env[name]));
  return {
    ...(addon && isCustom ? { podSubnets: subnetsOf(plan, addon) } : {}),
    ...(spare > 0 || least > 0 ? { targets: { spare, least } } : {}),
    prefixes: String(env["ENABLE_PREFIX_DELEGATION"]) === "true",
    warmPrefixes: number(env["WARM_PREFIX_TARGET"]) ?? DEFAULT_WARM_PREFIXES,
  };
});

/** Those of its `eniConfig`, which has one for each zone. */
function subnetsOf(plan: EnvironmentPlan, addon: NonNullable<ReturnType<typeof addonOf>>) {
  const { subnets } = asObject(addon.settings["eniConfig"]);
  return new Map(
    Object.entries(asObject(subnets)).map(([zone, value]) => {
      const { id } = asObject(value);
      return [zone, namedSubnets(plan, inLayer(addon.resource, id))] as const;
    }),
  );
}
