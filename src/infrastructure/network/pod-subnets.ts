import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { addressing } from "../cni";
import { type Subnet } from "../network-routes";

/** Subnets in which the interfaces of nodes in some subnets have addresses: also those of their pods. */
export const withPodSubnets = (plan: EnvironmentPlan, subnets: readonly Subnet[]): readonly Subnet[] => [
  ...subnets,
  ...subnets.flatMap(({ zone = "" }) => addressing(plan).podSubnets?.get(zone) ?? []),
];
