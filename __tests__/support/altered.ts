import { type Layer } from "../../src/core/layers";
import { EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform-json/stack-json";
import { type Plan } from "./plan";
import { planOf } from "./reference-plans";

/** JSON that a test can edit at any place. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reaches into any place of the JSON
export type Editable = Record<string, any>;

/** The plan of an environment as checks read it. */
export function environmentPlan(plan: Plan): EnvironmentPlan {
  return new EnvironmentPlan(
    plan.environment,
    plan.stacks.map((stack) => ({ layer: stack.name.slice(plan.environment.length + 1) as Layer, stack })),
  );
}

/** The plan of an environment with edited JSON. */
export function altered(
  from: string | Plan,
  edit: (layers: Record<Layer, Editable>) => void,
): EnvironmentPlan {
  const plan = typeof from === "string" ? planOf(from) : from;
  const layers = Object.fromEntries(
    plan.stacks.map((stack) => [stack.name.slice(plan.environment.length + 1), structuredClone(stack.json)]),
  ) as Record<Layer, Editable>;
  edit(layers);
  return new EnvironmentPlan(
    plan.environment,
    Object.entries(layers).map(([layer, json]) => ({
      layer: layer as Layer,
      stack: new StackJson(`${plan.environment}-${layer}`, json as JsonObject),
    })),
  );
}
