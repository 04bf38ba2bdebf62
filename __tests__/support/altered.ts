import { type StatedTypes } from "../../src/facts/stated-types";
import { type Layer } from "../../src/base/layers";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { ENVIRONMENTS, configWith } from "./environments";
import { type Plan } from "./plan";
import { isReferencePlan, planOf } from "./reference-plans";

/** JSON that a test can edit at any place. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reaches into any place of the JSON
export type Editable = Record<string, any>;

const known = new Map<string, EnvironmentPlan>();

/** The plan of an environment as checks read it. That of a reference environment is kept, with what checks read of it. */
export function environmentPlan(plan: Plan): EnvironmentPlan {
  if (!isReferencePlan(plan)) return planWith(plan, parsedStacks(plan));
  const found = known.get(plan.environment) ?? planWith(plan, stacksOf(plan));
  known.set(plan.environment, found);
  return found;
}

const planWith = (plan: Plan, stacks: ReadonlyMap<Layer, StackJson>): EnvironmentPlan =>
  new EnvironmentPlan(
    plan.environment,
    [...stacks].map(([layer, stack]) => ({ layer, stack })),
    statedTypesOf(plan),
  );

const parsedStacks = (plan: Plan): ReadonlyMap<Layer, StackJson> =>
  new Map(plan.stacks.map((stack) => [stack.name.slice(plan.environment.length + 1) as Layer, stack]));

/** The stacks of the plans that were used last. Those of all plans, with what checks read of them, would take gigabytes. */
const parsed = new Map<Plan, ReadonlyMap<Layer, StackJson>>();
const MOST = 12;

/** The stacks of a plan, parsed once. Only layers that an edit reads are parsed again. */
function stacksOf(plan: Plan): ReadonlyMap<Layer, StackJson> {
  const stacks = parsed.get(plan) ?? parsedStacks(plan);
  parsed.delete(plan);
  parsed.set(plan, stacks);
  const [oldest] = parsed.keys();
  if (parsed.size > MOST && oldest !== undefined) parsed.delete(oldest);
  return stacks;
}

/** The stacks of a plan with edited JSON. A layer that the edit does not read is the same object for all edits. */
export function editedStacks(
  plan: Plan,
  edit: (layers: Record<Layer, Editable>) => void,
): ReadonlyMap<Layer, StackJson> {
  const stacks = stacksOf(plan);
  const own = new Map<Layer, Editable>();
  const layers = {} as Record<Layer, Editable>;
  for (const layer of stacks.keys()) {
    Object.defineProperty(layers, layer, {
      enumerable: true,
      // An edit can remove a layer.
      configurable: true,
      get: () => {
        const json = own.get(layer) ?? (JSON.parse(plan.text(layer)) as Editable);
        own.set(layer, json);
        return json;
      },
      set: (json: Editable) => own.set(layer, json),
    });
  }
  edit(layers);
  const kept = [...stacks].filter(([layer]) => Object.hasOwn(layers, layer));
  return new Map(
    kept.map(([layer, stack]) => {
      const json = own.get(layer);
      return [layer, json ? new StackJson(stack.name, json as JsonObject) : stack] as const;
    }),
  );
}

/** The plan of an environment with edited JSON. */
export function altered(
  from: string | Plan,
  edit: (layers: Record<Layer, Editable>) => void,
): EnvironmentPlan {
  const plan = typeof from === "string" ? planOf(from) : from;
  return planWith(plan, editedStacks(plan, edit));
}

const statedTypes = new Map<string, StatedTypes>();

/** Sizes of instance types that the file of a reference environment states. */
function statedTypesOf({ environment }: Plan): StatedTypes {
  if (!ENVIRONMENTS.some((each) => each === environment)) return {};
  const types = statedTypes.get(environment) ?? configWith(environment).instanceTypes ?? {};
  statedTypes.set(environment, types);
  return types;
}
