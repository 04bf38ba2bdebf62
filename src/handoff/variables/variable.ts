import { type Json, type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { type Validation } from "./limits";

/** A place in a stack's JSON. */
export type Path = readonly (string | number)[];

/** An input variable of a module that is handed over. */
export interface ModuleVariable {
  readonly name: string;
  readonly type: "string" | "number" | "list(string)";
  readonly description: string;
  /** Today's value. */
  readonly value: Json;
  readonly validations: readonly Validation[];
}

/** A place that follows a variable; what stands there is written around the reference to it. */
export interface BindingTarget {
  readonly path: Path;
  /** @default - the reference alone */
  readonly template?: string;
}

/** A variable, and every place whose value has the same source as its own. */
export interface VariableBinding {
  readonly variable: ModuleVariable;
  readonly targets: readonly BindingTarget[];
}

/** Values of a module that a team changes without the generator. */
export interface Parameters {
  readonly bindings: readonly VariableBinding[];
  /** Values that follow from variables, by name. */
  readonly locals: JsonObject;
  /** Places that follow from them. */
  readonly derived: readonly Required<BindingTarget>[];
}

/** One variable for places that must all hold the same value; none where there is no place. */
export function bindVariable(
  json: JsonObject,
  targets: readonly BindingTarget[],
  { name, description, validations }: Omit<ModuleVariable, "type" | "value">,
): VariableBinding[] {
  const [first] = targets;
  if (!first) return [];
  const value = at(json, first.path) ?? null;
  for (const { path } of targets) {
    if (JSON.stringify(at(json, path)) === JSON.stringify(value)) continue;
    throw new Error(
      `${path.join(".")}: differs from ${first.path.join(".")}, expected both to follow ${name}`,
    );
  }
  const type = typeof value === "number" ? "number" : Array.isArray(value) ? "list(string)" : "string";
  return [{ variable: { name, type, description, value, validations }, targets }];
}

/** The stack's JSON with references in the place of values, and the declarations that these need. */
export function parameterized(json: JsonObject, { bindings, locals, derived }: Parameters): JsonObject {
  const changed = structuredClone(json) as JsonObject;
  for (const { variable, targets } of bindings) {
    for (const { path, template } of targets) put(changed, path, template ?? `\${var.${variable.name}}`);
  }
  for (const { path, template } of derived) put(changed, path, template);
  const variables = { ...asObject(json["variable"]), ...declarations(bindings) };
  const allLocals = { ...asObject(json["locals"]), ...locals };
  return {
    ...changed,
    ...(Object.keys(variables).length > 0 ? { variable: variables } : {}),
    ...(Object.keys(allLocals).length > 0 ? { locals: allLocals } : {}),
  };
}

export function declarations(ties: readonly VariableBinding[]): JsonObject {
  return Object.fromEntries(
    ties.map(({ variable: { name, type, description, validations } }) => [
      name,
      { type, description, ...(validations.length > 0 ? { validation: validations } : {}) },
    ]),
  );
}

/** Today's value of every variable: of those that the stack had itself, their default. */
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
export const resourcesOf = (json: JsonObject, type: string): JsonObject =>
  asObject(asObject(json["resource"])[type]);

/** The arguments of each of them. */
export const configsOf = (json: JsonObject, type: string): JsonObject[] =>
  Object.values(resourcesOf(json, type)).map(asObject);

/** The value at a place; undefined where there is none. */
export function at(json: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, step) =>
      value !== null && typeof value === "object"
        ? (value as Readonly<Record<string | number, Json>>)[step]
        : undefined,
    json,
  );
}

/** What stands in blocks, each of which JSON may write as a list of one. */
export const inBlocks = (config: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, step) => at(asArray(value)[0] ?? value, [step]), config);

function put(json: JsonObject, path: Path, value: Json): void {
  const holder = at(json, path.slice(0, -1)) as Record<string | number, Json> | undefined;
  const last = path.at(-1);
  if (holder === undefined || last === undefined || !(last in holder))
    throw new Error(`${path.join(".")}: no such place`);
  holder[last] = value;
}
