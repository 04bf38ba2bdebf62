import { type Layer } from "../../src/base/layers";
import { type OutputStack } from "../../src/terraform/output";
import { expanded } from "../../src/project/modules/module-stack";
import { type UserError } from "../../src/base/errors";
import { asObject, type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { type MutableObject } from "../mutate/edits";

/** The stacks of an environment, of which nothing tells who wrote them. */
export type Stacks = readonly Pick<OutputStack, "layer" | "stack">[];

/** A change of one stack. */
export interface StackChange {
  readonly layer: Layer;
  readonly address: string;
  /** The change in words. */
  readonly change: string;
  readonly edit: (stack: MutableObject) => void;
}

/** A change with its environment and its class in the table of results. */
export interface OutputChange extends StackChange {
  readonly environment: string;
  readonly class: string;
}

/** The stack with a change, as it is read from a hand-over: expressions have values where the module tells them. */
export function changedStack(stack: StackJson, { edit }: Pick<StackChange, "edit">): StackJson {
  const json = structuredClone(stack.json) as MutableObject;
  edit(json);
  return readAsModule(new StackJson(stack.name, json as JsonObject));
}

/** A stack as a reader of a hand-over has it. */
export function readAsModule(stack: StackJson): StackJson {
  const errors: UserError[] = [];
  const variables = Object.entries(asObject(stack.json["variable"]));
  const open = variables.flatMap(([name, body]) => (asObject(body)["default"] === undefined ? [name] : []));
  const { json } = expanded(stack.json, {}, open, { path: stack.name }, errors);
  if (errors[0]) throw errors[0];
  return new StackJson(stack.name, { ...json, "//": stack.json["//"] ?? {} });
}

/** The object at a path of names, which is made where it is missing. */
export function objectAt(json: MutableObject, ...path: readonly string[]): MutableObject {
  let at = json;
  for (const name of path) {
    at[name] ??= {};
    at = at[name] as MutableObject;
  }
  return at;
}

/** The first block of a provider, or of a nested block that Terraform JSON has as an object or as a list. */
export const firstBlock = (value: MutableObject[string]): MutableObject =>
  (Array.isArray(value) ? value[0] : value) as MutableObject;

/** The body of a resource or data source at an address. */
export function bodyAt(json: MutableObject, address: string): MutableObject {
  const section = address.startsWith("data.") ? "data" : "resource";
  const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
  return objectAt(json, section, type, name);
}
