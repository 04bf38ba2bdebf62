import { type StatedTypes } from "../../src/platform/facts/stated-types";
import { type Layer } from "../../src/shared/terraform/layers";
import { EnvironmentPlan } from "../../src/proof/terraform-json/environment-plan";
import { type JsonObject, StackJson } from "../../src/proof/terraform-json/stack-json";
import { ENVIRONMENTS, configWith } from "./environments";
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
    statedTypesOf(plan),
  );
}

const parsed = new WeakMap<Plan, ReadonlyMap<Layer, StackJson>>();

/** The stacks of a plan, parsed once. Only layers that an edit reads are parsed again. */
function stacksOf(plan: Plan): ReadonlyMap<Layer, StackJson> {
  const stacks =
    parsed.get(plan) ??
    new Map(plan.stacks.map((stack) => [stack.name.slice(plan.environment.length + 1) as Layer, stack]));
  parsed.set(plan, stacks);
  return stacks;
}

/** The plan of an environment with edited JSON. */
export function altered(
  from: string | Plan,
  edit: (layers: Record<Layer, Editable>) => void,
): EnvironmentPlan {
  const plan = typeof from === "string" ? planOf(from) : from;
  const stacks = stacksOf(plan);
  const own = new Map<Layer, Editable>();
  const layers = {} as Record<Layer, Editable>;
  for (const layer of stacks.keys()) {
    Object.defineProperty(layers, layer, {
      enumerable: true,
      get: () => {
        const json = own.get(layer) ?? (JSON.parse(plan.text(layer)) as Editable);
        own.set(layer, json);
        return json;
      },
    });
  }
  edit(layers);
  return new EnvironmentPlan(
    plan.environment,
    [...stacks].map(([layer, stack]) => {
      const json = own.get(layer);
      return { layer, stack: json ? new StackJson(stack.name, json as JsonObject) : stack };
    }),
    statedTypesOf(plan),
  );
}

/** Sizes of instance types that the file of a reference environment states. */
const statedTypesOf = ({ environment }: Plan): StatedTypes =>
  ENVIRONMENTS.some((each) => each === environment) ? (configWith(environment).instanceTypes ?? {}) : {};
