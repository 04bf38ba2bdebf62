import { listedInstances, countIn, switchIn } from "./existence/repetition";
import { stackNames, scopeOf } from "./existence/scope-of";
import { type BlockInstance, ONLY_INSTANCE, OPEN_INSTANCE } from "./language/instances";
import { ModuleScope } from "./language/module-scope";
import { type NameScope, within } from "./language/scope";
import { resultOf, withKnownValues } from "./language/known-values";
import { type Json, type JsonObject, StackJson, asObject } from "./stack-json";

/** Sections whose values are evaluated. The others declare names, or describe the state. */
const EVALUATED: readonly string[] = ["resource", "data", "output", "provider", "module"];

/**
 * A stack in which variables have their default values and local values are written out, as far as this is possible without
 * Terraform. Values of sensitive variables stay where they are declared.
 */
export function atDefaults(stack: StackJson): StackJson {
  const { json, name, generated } = stack;
  if (json["variable"] === undefined && json["locals"] === undefined) return stack;
  const scope = within(defaultsOf(stack), OPEN_INSTANCE.names);
  const sections = Object.entries(json).map(([section, value]) => [
    section,
    EVALUATED.includes(section) ? withKnownValues(value, scope) : value,
  ]);
  return new StackJson(name, Object.fromEntries(sections) as JsonObject, generated);
}

/**
 * Values in a module whose variables have these values. An expression that only an apply knows is what is left of it, in one form. The
 * other variables are open.
 */
export function valuesOfModule(module: JsonObject, values: JsonObject): (written: Json) => Json {
  const openVariables = Object.keys(asObject(module["variable"])).filter((name) => !(name in values));
  const scope = new ModuleScope(module, values, () => undefined, { openVariables });
  return (written) => withKnownValues(written, scope, OPEN_INSTANCE.names, () => true);
}

const scopes = new WeakMap<StackJson, NameScope>();

/** The values of a stack with every variable at its default; sensitive variables are open. */
function defaultsOf(stack: StackJson): NameScope {
  const found = scopes.get(stack);
  if (found) return found;
  const names = stackNames(stack);
  const isSensitive = ([, declared]: [string, Json]): boolean => {
    const { sensitive, ephemeral } = asObject(declared);
    return sensitive === true || ephemeral === true;
  };
  const secrets = Object.entries(names.variables).filter(isSensitive);
  const scope = scopeOf(
    names,
    undefined,
    secrets.map(([name]) => name),
  );
  scopes.set(stack, scope);
  return scope;
}

/** The objects of a block: one, or those of `count` or `for_each`. */
interface Instances {
  readonly kind: "one" | "count" | "each";
  /** Undefined if only a plan knows it. */
  readonly number: number | undefined;
  /** Undefined if only a plan knows them, or if they are too many. */
  readonly instances: readonly BlockInstance[] | undefined;
}

/** Largest count whose objects are listed. */
const MOST_COUNTED = 1000;

/** Instances of a block with every variable at its default. */
export const instancesAtDefaults = (stack: StackJson, config: JsonObject) => ({
  ...instancesIn(config, defaultsOf(stack)),
  /** The value of an argument of an instance, which has names of its own, with what is known in the stack written out. */
  valueOf: (value: Json, names: BlockInstance["names"]): Json =>
    withKnownValues(value, defaultsOf(stack), names),
  /** The variable that turns the block on and off, and the number of objects while it is on. */
  switchedBy: () => switchOf(stack, config),
});

function instancesIn({ count, for_each: each }: JsonObject, scope: NameScope): Instances {
  if (each !== undefined && each !== null) {
    const instances = listedInstances(resultOf(each, scope), false, Infinity);
    return { kind: "each", number: instances?.length, instances };
  }
  if (count === undefined || count === null) return { kind: "one", number: 1, instances: [ONLY_INSTANCE] };
  const value = resultOf(count, scope);
  const instances = listedInstances(value, true, MOST_COUNTED);
  return { kind: "count", number: value === undefined ? undefined : countIn(value), instances };
}

function switchOf(
  stack: StackJson,
  config: JsonObject,
): { readonly variable: string; readonly number: number | undefined } | undefined {
  const names = stackNames(stack);
  const variable = switchIn(config, names);
  if (variable === undefined) return undefined;
  return { variable, number: instancesIn(config, scopeOf(names, new Map([[variable, true]]))).number };
}
