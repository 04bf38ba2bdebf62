import { type Layer } from "../../shared/terraform/layers";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";

/** Whether a block comes from a Terraform file of the owner. */
export const isOwn = (
  plan: EnvironmentPlan,
  { layer, address }: { readonly layer: Layer; readonly address: string },
): boolean => plan.stack(layer)?.own.some((each) => each.address === address) ?? false;
