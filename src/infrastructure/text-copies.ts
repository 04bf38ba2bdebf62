import { instancesAtDefaults } from "../terraform/at-defaults";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { blockAddress } from "../terraform/terraform-references";

/** Number of instances of a resource. */
interface Copies {
  readonly min: number;
  readonly max: number;
  /** The variable that turns the resource on and off. @default - none, it always exists */
  readonly switchedBy?: string;
  /** True if the number is known after apply; the resource then counts once. @default - the number is known */
  readonly unknown?: true;
}

export function copiesOf(plan: EnvironmentPlan, { layer, address, config }: PlannedResource): Copies {
  const stack = plan.stack(layer);
  if (!stack || blockAddress(address) !== address) return { min: 1, max: 1 };
  const { number, switchedBy } = instancesAtDefaults(stack, config);
  const on = switchedBy();
  if (on?.number !== undefined) return { min: 0, max: on.number, switchedBy: on.variable };
  return number === undefined ? { min: 1, max: 1, unknown: true } : { min: number, max: number };
}
