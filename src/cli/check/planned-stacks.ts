import { type UserError, attempt, joinedErrors, userError } from "../../base/errors";
import { type Layer, stackName } from "../../base/layers";
import { type NamedPlan, refuseModule } from "../../project/plans";
import { type OutputStack } from "../../terraform/output";
import { readPlan } from "../../terraform/plan-reader";
import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";

/** A stack as its plan describes it. */
export type PlannedStack = ReturnType<typeof readPlan> & {
  readonly environment: string;
  readonly layer: Layer;
  readonly name: string;
};

/** The values of a plan's variables. */
export const planVariables = (plan: JsonObject): JsonObject => {
  const declared = asObject(asObject(asObject(plan["configuration"])["root_module"])["variables"]);
  return Object.fromEntries(
    Object.entries(asObject(plan["variables"])).flatMap(([name, variable]): [string, Json][] => {
      const { value } = asObject(variable);
      return asObject(declared[name])["sensitive"] === true || value === undefined ? [] : [[name, value]];
    }),
  );
};

/** The stacks of plans. Settings that a plan lacks come from `source`. Throws the errors of all plans at once. */
export function plannedStacks(plans: readonly NamedPlan[], source: PlanSource): PlannedStack[] {
  const errors: UserError[] = [];
  const stacks = plans.flatMap((plan) => attempt(errors, () => plannedStack(plan, source)) ?? []);
  if (errors.length > 0) throw joinedErrors(errors);
  return stacks;
}

/** The other side of a comparison with plans. */
interface PlanSource {
  /** Stacks of an output folder. @default - there is no folder */
  readonly stacks?: readonly OutputStack[] | undefined;
  /** The modules of a hand-over, which are planned. @default - the stacks of synth are planned */
  readonly modules?: readonly LayerModule[] | undefined;
}

type LayerModule = NonNullable<Parameters<typeof readPlan>[2]["module"]> & { readonly layer: Layer };

function plannedStack(named: NamedPlan, source: PlanSource): PlannedStack {
  const { given, environment, layer, plan } = named;
  const name = stackName(environment, layer);
  const { stacks, modules } = source;
  const stack = stacks?.find((each) => each.environment === environment && each.layer === layer);
  if (stacks && !stack) throw noSide(given, name, stacks, modules !== undefined);
  const text = modules?.find((each) => each.layer === layer);
  if (!text) refuseModule(named, "give the folder of the hand-over: --module DIR");
  const read = readPlan(plan, name, { stack: stack?.stack, module: text });
  // A module that the stack does not have is named by the comparison.
  const leftOut = read.leftOut.filter(
    (part) => !read.comparison.differences.some(({ address }) => address === part.address),
  );
  return { environment, layer, name, ...read, leftOut };
}

function noSide(given: string, name: string, stacks: readonly OutputStack[], isModule: boolean): UserError {
  const names = stacks.map(({ environment, layer }) => stackName(environment, layer)).join(", ");
  return userError({
    place: `--plan ${given}`,
    got: `a plan of ${name}`,
    expected: isModule ? `a plan of a module in --module: ${names}` : `a plan of a stack in --in: ${names}`,
    fix: isModule
      ? "give the folder of its hand-over"
      : "synthesize that environment into the folder, or leave --in out",
  });
}
