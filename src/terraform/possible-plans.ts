import { LAYERS, type Layer } from "../base/layers";
import { type EnvironmentPlan } from "./environment-plan";
import { type StackJson, type SynthesizedResource } from "./stack-json";
import { knownInstances } from "./existence/instances";
import { switchedLoadBalancers } from "./existence/switched-load-balancers";
import { type Repetition, isBoolean, repetitionOf, switchIn } from "./existence/repetition";
import { stackWith } from "./existence/stack-with";
import { type StackNames, stackNames, openScopeOf } from "./existence/scope-of";

/**
 * The environment in the states in which Terraform can create it, as far as `count` and `for_each`
 * of its blocks decide this. In the first plan is every block that may exist; what opens something
 * is judged there. In each other one are, for some values of its boolean variables, only the blocks
 * that certainly exist; what protects something must be there too. A plan in which all blocks exist
 * is the only one.
 */
export function possiblePlans(plan: EnvironmentPlan): readonly [EnvironmentPlan, ...EnvironmentPlan[]] {
  const repeated = LAYERS.flatMap((layer) => repeatedIn(plan.stack(layer), layer));
  if (repeated.length === 0) return [plan];
  const switches = switchesOf(repeated);
  const values = assignments(switches.length > MOST_SWITCHES ? [] : switches);
  const all = withInstances(
    plan,
    repeated.map((each) => (mayExist(each) ? each : { ...each, known: [] })),
  );
  const absent = new Map(
    values.map((assigned) => {
      const missing = repeated.filter((each) => !isCertain(each, assigned));
      return [JSON.stringify(missing.map(placeOfBlock)), missing];
    }),
  );
  const others = [...absent.values()].filter((missing) => missing.some(mayExist));
  return [
    all,
    ...others.map((missing) =>
      withInstances(
        plan,
        repeated.map((each) => (missing.includes(each) ? { ...each, known: [] } : each)),
      ),
    ),
  ];
}

/** With more boolean variables, only the plan with all of their blocks and the one with none are possible: 2 have 4 values. */
const MOST_SWITCHES = 2;

/** A block with `count` or `for_each`. */
interface Repeated {
  readonly layer: Layer;
  readonly block: SynthesizedResource;
  readonly names: StackNames;
  /** With the default values of variables. */
  readonly repetition: Repetition;
  /** All of its instances. @default - not known */
  readonly known?: Repetition["known"];
}

/** A plan of Terraform has only the blocks that exist. */
function repeatedIn(stack: StackJson | undefined, layer: Layer): Repeated[] {
  if (!stack || stack.isPlanned) return [];
  const names = stackNames(stack);
  const switched = ({ type, config }: SynthesizedResource) => ({ type, count: switchIn(config, names) });
  const isSwitched = switchedLoadBalancers(stack.resources().map(switched), () => true);
  return [...stack.resources(), ...stack.dataSources()]
    .filter(({ config }) => config["count"] !== undefined || config["for_each"] !== undefined)
    .filter((block) => !isSwitched(switched(block)))
    .map((block) => {
      const repetition = repetitionOf(block.config, names);
      return { layer, block, names, repetition, ...(repetition.known ? { known: repetition.known } : {}) };
    });
}

/** A boolean variable of a layer. */
interface Switch {
  readonly layer: Layer;
  readonly name: string;
}

function switchesOf(repeated: readonly Repeated[]): Switch[] {
  const switches = new Map<string, Switch>();
  for (const { layer, names, repetition } of repeated)
    for (const name of repetition.variables)
      if (isBoolean(names.variables[name])) switches.set(`${layer} ${name}`, { layer, name });
  return [...switches.values()];
}

/** Values of the variables of each layer, all true at first. */
type Assigned = ReadonlyMap<Layer, ReadonlyMap<string, boolean>>;

function assignments([first, ...others]: readonly Switch[]): Assigned[] {
  if (!first) return [new Map()];
  return [true, false].flatMap((value) =>
    assignments(others).map(
      (assigned) =>
        new Map([
          ...assigned,
          [first.layer, new Map([...(assigned.get(first.layer) ?? []), [first.name, value]])],
        ]),
    ),
  );
}

/** Whether a block can have an instance: its number follows from a variable, or it is not known, or it is not 0. */
const mayExist = ({ repetition: { instances, variables } }: Repeated): boolean =>
  instances !== "none" || variables.size > 0;

/** Whether a block has an instance with these values of boolean variables, and the default values of others. */
function isCertain({ layer, block, names, repetition }: Repeated, assigned: Assigned): boolean {
  // A data source opens and protects nothing, so it stays where its number is not known.
  const isData = block.address.startsWith("data.");
  const values = assigned.get(layer);
  const { instances } = values ? repetitionOf(block.config, names, values) : repetition;
  const isUndecided =
    assigned.size === 0 && [...repetition.variables].some((name) => isBoolean(names.variables[name]));
  return instances === "some" ? !isUndecided : isData && instances === "unknown";
}

const placeOfBlock = ({ layer, block }: Repeated): string => `${layer}/${block.address}`;

/** The plan with the instances of these blocks in their place. Stacks without a change are the same ones. */
function withInstances(plan: EnvironmentPlan, repeated: readonly Repeated[]): EnvironmentPlan {
  const changed = repeated.flatMap(({ layer, block, names, known }) => {
    const instances = known && knownInstances(block, known, openScopeOf(names));
    return instances ? [{ layer, change: [block.address, instances] as const }] : [];
  });
  if (changed.length === 0) return plan;
  return plan.withStacks((stack, layer) => {
    const own = changed.filter((each) => each.layer === layer).map(({ change }) => change);
    return stackWith(stack, new Map(own));
  });
}
