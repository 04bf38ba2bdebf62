import { NETWORKS_OF_PARTS } from "../infrastructure/network-needs-of-parts";
import { type EnvironmentPlan } from "../terraform/environment-plan";

/** Whether nodes pull images of other registries by a part, without a route to the internet. */
export const pullsByPart = (plan: EnvironmentPlan): boolean =>
  Object.values(NETWORKS_OF_PARTS).some(({ pullsImages }) => pullsImages?.(plan));
