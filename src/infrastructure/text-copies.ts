import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { block, number } from "../terraform/stack-json";

/** Number of instances of a resource. */
interface Copies {
  readonly min: number;
  readonly max: number;
  /** The variable that turns the resource on and off. @default - none, it always exists */
  readonly switchedBy?: string;
  /** True if the number is known after apply; the resource then counts once. @default - the number is known */
  readonly unknown?: true;
}

export function copiesOf(plan: EnvironmentPlan, { layer, config }: PlannedResource): Copies {
  const count = config["count"];
  if (count === undefined && config["for_each"] === undefined) return { min: 1, max: 1 };
  const fixed = number(count);
  if (fixed !== undefined) return { min: fixed, max: fixed };
  const variable = /^\$\{var\.(\w+) \? 1 : 0\}$/.exec(String(count))?.[1];
  const declared = block(plan.stack(layer)?.json["variable"])[variable ?? ""];
  return variable !== undefined && declared !== undefined
    ? { min: 0, max: 1, switchedBy: variable }
    : { min: 1, max: 1, unknown: true };
}
