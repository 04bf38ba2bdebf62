import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Validation } from "./limits";

/** A place in a stack's JSON. */
export type Path = readonly (string | number)[];

/** An input variable of a handed-over module. */
export interface ModuleVariable {
  readonly name: string;
  readonly type: "string" | "number" | "list(string)";
  readonly description: string;
  /** Value at the hand-over. */
  readonly value: Json;
  readonly validations: readonly Validation[];
}

/** Contents of the block of a variable. */
type Declared = Omit<ModuleVariable, "type" | "value"> & { readonly type: string };

/** A place that uses a variable. The template has the text around the reference. */
export interface BindingTarget {
  readonly path: Path;
  /** @default - only the reference */
  readonly template?: string;
}

/** A variable and every place whose value has the same source. */
export interface VariableBinding {
  readonly variable: ModuleVariable;
  readonly targets: readonly BindingTarget[];
}

/** A key of a map that variables fill. */
export interface KeyTarget {
  /** Place of the value, whose last step is the key. */
  readonly path: Path;
  readonly template: string;
}

/** A local value that a place has given away, and now refers to. */
export interface LiftedLocal {
  readonly name: string;
  readonly path: Path;
}

/** Values of a module that a team can change without the generator. */
export interface Parameters {
  readonly bindings: readonly VariableBinding[];
  /** @default - no key has a variable */
  readonly keys?: readonly KeyTarget[];
  /** Values of the stack that become local values, with the variables in them. @default - none */
  readonly lifted?: readonly LiftedLocal[];
  /** Local values that are computed from variables, by name. */
  readonly locals: JsonObject;
  /** Places that use these local values. */
  readonly derived: readonly Required<BindingTarget>[];
}

/** One variable for places that must have the same value; none if there are no places. */
export function bindVariable(
  json: JsonObject,
  targets: readonly BindingTarget[],
  { name, description, validations }: Omit<ModuleVariable, "type" | "value">,
): VariableBinding[] {
  const [first] = targets;
  if (!first) return [];
  const value = seek(json, first.path) ?? null;
  for (const { path } of targets) {
    if (JSON.stringify(seek(json, path)) === JSON.stringify(value)) continue;
    throw new Error(
      `${path.join(".")}: differs from ${first.path.join(".")}, expected both to follow ${name}`,
    );
  }
  const type = typeof value === "number" ? "number" : Array.isArray(value) ? "list(string)" : "string";
  return [{ variable: { name, type, description, value, validations }, targets }];
}

/** The stack's JSON with references to variables and local values, and their declarations. */
export function parameterized(json: JsonObject, parameters: Parameters): JsonObject {
  const { bindings, locals, derived, keys = [], lifted = [] } = parameters;
  const changed = structuredClone(json) as JsonObject;
  for (const { variable, targets } of bindings) {
    for (const { path, template } of targets) put(changed, path, template ?? `\${var.${variable.name}}`);
  }
  for (const { path, template } of derived) put(changed, path, template);
  const values: [name: string, value: Json][] = [];
  for (const { name, path } of lifted) {
    values.push([name, seek(changed, path) ?? null]);
    put(changed, path, `\${local.${name}}`);
  }
  // The keys of inner maps first: a renamed key ends the paths through it.
  for (const key of [...keys].sort((a, b) => b.path.length - a.path.length)) rename(changed, key);
  const variables = {
    ...asObject(json["variable"]),
    ...declarations(bindings.map(({ variable }) => variable)),
  };
  const allLocals = { ...asObject(json["locals"]), ...locals, ...Object.fromEntries(values) };
  return {
    ...changed,
    ...(Object.keys(variables).length > 0 ? { variable: variables } : {}),
    ...(Object.keys(allLocals).length > 0 ? { locals: allLocals } : {}),
  };
}

/** The blocks of variables, by name. */
export function declarations(variables: readonly Declared[]): JsonObject {
  return Object.fromEntries(
    variables.map(({ name, type, description, validations }) => [
      name,
      { type, description, nullable: false, ...(validations.length > 0 ? { validation: validations } : {}) },
    ]),
  );
}

/** Value of every variable at the hand-over; the stack's own variables have their default. */
export function valuesOf(json: JsonObject, ties: readonly VariableBinding[]): JsonObject {
  const own = Object.entries(asObject(json["variable"])).map(([name, declared]): [string, Json] => [
    name,
    asObject(declared)["default"] ?? null,
  ]);
  return Object.fromEntries([
    ...own,
    ...ties.map(({ variable }): [string, Json] => [variable.name, variable.value]),
  ]);
}

/** The resources of one type, by name. */
export const ofType = (json: JsonObject, type: string): JsonObject =>
  asObject(asObject(json["resource"])[type]);

/** Arguments of each resource of one type. */
export const configsOf = (json: JsonObject, type: string): JsonObject[] =>
  Object.values(ofType(json, type)).map(asObject);

/** A block or a stack without the metadata that cdktf writes under `//`. */
export const withoutNote = (block: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(block).filter(([key]) => key !== "//"));

/** The value at a place, or undefined. */
export function seek(json: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, step) =>
      value !== null && typeof value === "object"
        ? (value as Readonly<Record<string | number, Json>>)[step]
        : undefined,
    json,
  );
}

/** The value in nested blocks, which JSON can write as an object or as a list of one. */
export const inBlocks = (config: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, step) => seek(asArray(value)[0] ?? value, [step]), config);

function put(json: JsonObject, path: Path, value: Json): void {
  const holder = seek(json, path.slice(0, -1)) as Record<string | number, Json> | undefined;
  const last = path.at(-1);
  if (holder === undefined || last === undefined || !(last in holder))
    throw new Error(`${path.join(".")}: no such place`);
  holder[last] = value;
}

/** Gives a value of a map another key, at the same place. */
function rename(json: JsonObject, { path, template }: KeyTarget): void {
  const holder = seek(json, path.slice(0, -1));
  const key = String(path.at(-1));
  if (seek(holder, [key]) === undefined) throw new Error(`${path.join(".")}: no such place`);
  const entries = Object.entries(asObject(holder)).map(([name, value]) => [
    name === key ? template : name,
    value,
  ]);
  put(json, path.slice(0, -1), Object.fromEntries(entries) as JsonObject);
}
