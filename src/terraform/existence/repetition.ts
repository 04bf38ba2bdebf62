import { type Json, type JsonObject, asObject } from "../stack-json";
import {
  type BlockInstance,
  countedInstances,
  keyedInstances,
  numberOfInstances,
} from "../language/instances";
import { HclUnknown, type HclValue, Sequence, leastOf } from "../language/values/value";
import { setOf } from "../language/values/convert";
import { resultOf } from "../language/known-values";
import { unlessMistake } from "../language/unless-mistake";
import { type StackNames, openScopeOf, scopeOf } from "./scope-of";

/** The instances that `count` or `for_each` gives a block. */
export interface Repetition {
  readonly instances: "none" | "some" | "unknown";
  /** Variables on whose values this depends. */
  readonly variables: ReadonlySet<string>;
  /** All instances. @default - no repetition, or their keys depend on a variable or on something that only Terraform knows */
  readonly known?: readonly BlockInstance[];
}

/** Most instances that are listed; a file with more of them computes them. */
const MOST = 100;

const ONE: Repetition = { instances: "some", variables: new Set() };

/**
 * Instances of a block with these arguments.
 *
 * @param assigned values in the place of the defaults of variables. @default - none
 */
export function repetitionOf(
  { count, for_each: forEach }: JsonObject,
  names: StackNames,
  assigned?: ReadonlyMap<string, boolean>,
): Repetition {
  if (count === undefined && forEach === undefined) return ONE;
  const isCount = count !== undefined;
  const written = count ?? forEach ?? null;
  const scope = scopeOf(names, assigned);
  const instances = amountOf(resultOf(written, scope), isCount);
  const known = listedInstances(resultOf(written, openScopeOf(names)), isCount, MOST);
  return { instances, variables: scope.usedVariables, ...(known ? { known } : {}) };
}

/** A boolean variable with which a block exists, and without which it does not. */
export function switchIn(config: JsonObject, names: StackNames): string | undefined {
  const [name, ...others] = repetitionOf(config, names).variables;
  if (name === undefined || others.length > 0 || !isBoolean(names.variables[name])) return undefined;
  const instancesIf = (value: boolean) => repetitionOf(config, names, new Map([[name, value]])).instances;
  return instancesIf(true) === "some" && instancesIf(false) === "none" ? name : undefined;
}

export function isBoolean(declared: Json | undefined): boolean {
  const { type, default: value } = asObject(declared);
  return type === "bool" || type === "${bool}" || typeof value === "boolean";
}

/** A `count` is a number, and a `for_each` a collection; Terraform refuses the other one. */
function amountOf(value: HclValue | undefined, isCount: boolean): Repetition["instances"] {
  if (value === undefined) return "unknown";
  if (value instanceof HclUnknown) return (value.least ?? 0) > 0 ? "some" : "unknown";
  const number = isCount ? countIn(value) : typeof value === "number" ? undefined : leastOf(value);
  return number === undefined ? "unknown" : number > 0 ? "some" : "none";
}

/** The number that a value is as a `count`; undefined if it is not known, or Terraform refuses it. */
export const countIn = (value: HclValue): number | undefined =>
  value instanceof HclUnknown ? undefined : unlessMistake(() => numberOfInstances(value));

/** All instances by `count` or `for_each`; undefined if they are not known, or more than these. */
export function listedInstances(
  value: HclValue | undefined,
  isCount: boolean,
  most: number,
): readonly BlockInstance[] | undefined {
  if (value === undefined || (isCount && (countIn(value) ?? Infinity) > most)) return undefined;
  const instances = unlessMistake(() => (isCount ? countedInstances(value) : keyedInstances(asSet(value))));
  return instances !== undefined && instances.length <= most ? instances : undefined;
}

/** A stack at the defaults of its variables has a set as a list of JSON. */
const asSet = (value: HclValue): HclValue => (value instanceof Sequence ? setOf(value.items) : value);
