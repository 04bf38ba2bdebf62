import { isTemplate } from "../terraform-templates";
import { own } from "../../base/own";
import { type Json, type JsonObject } from "../stack-json";
import { Interpreter, type StackScope } from "./interpreter";
import { type Partial, amountOf, isCertain, isList, isMap, numberIn } from "./partial-value";

/** An instance of a block: its index or key, and the value of `each.value` or `count.index`. */
export type KnownInstance = readonly [key: string | number, value: Json];

/** The instances that `count` or `for_each` gives a block. */
export interface Repetition {
  readonly instances: "none" | "some" | "unknown";
  /** Variables on whose values this depends. */
  readonly variables: ReadonlySet<string>;
  /** All instances. @default - no repetition, or their keys depend on a variable or on something that only Terraform knows */
  readonly known?: readonly KnownInstance[];
}

/** Most instances that are listed; a file with more of them computes them. */
const MOST = 100;

const ONE: Repetition = { instances: "some", variables: new Set() };

/** Instances of a block with these arguments. Variables have their default values. */
export function repetitionOf({ count, for_each: forEach }: JsonObject, scope: StackScope): Repetition {
  if (count === undefined && forEach === undefined) return ONE;
  const interpreter = new Interpreter(scope);
  const value = interpreter.value(count ?? forEach ?? null);
  const { variables } = interpreter;
  const known =
    (count === undefined ? written(forEach, scope) : undefined) ??
    (variables.size === 0 ? listed(value, count !== undefined) : undefined);
  return { instances: amount(value, count !== undefined), variables, ...(known ? { known } : {}) };
}

/** Instances of a map with literal keys. Its values are as written: an argument that has them is in the same scope. */
function written(forEach: Json | undefined, { locals }: StackScope): readonly KnownInstance[] | undefined {
  const local = typeof forEach === "string" ? /^\$\{local\.([\w-]+)\}$/.exec(forEach)?.[1] : undefined;
  const map = local === undefined ? forEach : own(locals, local);
  if (map === null || typeof map !== "object" || Array.isArray(map)) return undefined;
  const entries = Object.entries(map) as KnownInstance[];
  return entries.length <= MOST && entries.every(([key]) => !isTemplate(String(key))) ? entries : undefined;
}

/** A `count` is a number, and a `for_each` a collection; Terraform refuses the other one. */
function amount(value: Partial, isCount: boolean): Repetition["instances"] {
  const isCollection = isList(value) || isMap(value);
  const isOther = isCount ? isCollection : numberIn(value) !== undefined && !isCollection;
  return isOther ? "unknown" : amountOf(value);
}

function listed(value: Partial, isCount: boolean): readonly KnownInstance[] | undefined {
  if (!isCertain(value)) return undefined;
  const instances = isCount ? counted(numberIn(value)) : keyed(value);
  return instances !== undefined && instances.length <= MOST ? instances : undefined;
}

const counted = (number: number | undefined): KnownInstance[] | undefined =>
  number === undefined || number > MOST
    ? undefined
    : Array.from({ length: Math.max(0, number) }, (_, index) => [index, index]);

function keyed(value: Partial): KnownInstance[] | undefined {
  if (isMap(value)) return Object.entries(value).map(([key, item]) => [key, item as Json]);
  if (!isList(value)) return undefined;
  return value.every((item) => typeof item === "string") ? value.map((item) => [item, item]) : undefined;
}
