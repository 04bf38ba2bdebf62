import { LAYERS, type Layer } from "../base/layers";
import { ADDRESS_PATTERN } from "../terraform/terraform-references";
import { type Json, type JsonObject, type StackJson, asObject } from "../terraform/stack-json";

/** An output of another layer that a layer reads. */
export interface RemoteRead {
  readonly from: Layer;
  readonly output: string;
}

/** The outputs of other layers that a stack reads. */
export function remoteReads({ json }: StackJson): RemoteRead[] {
  const found = JSON.stringify(json).matchAll(/data\.terraform_remote_state\.(\w+)\.outputs\.([\w-]+)/g);
  const reads = [...found].flatMap(([key, name, output = ""]): [string, RemoteRead][] => {
    const from = LAYERS.find((layer) => layer === name);
    return from ? [[key, { from, output }]] : [];
  });
  return [...new Map(reads).values()];
}

/** Value of an output; undefined if the stack lacks it. */
export const outputValue = (stack: StackJson | undefined, output: string): Json | undefined =>
  asObject(stack?.outputs[output])["value"];

/** The value as text, to compare two of them. */
export const outputText = (stack: StackJson | undefined, output: string): string =>
  JSON.stringify(outputValue(stack, output) ?? null);

/** Addresses of blocks of a stack that a value names, directly or by local values. */
export function blocksNamedBy(stack: StackJson, value: Json | undefined): string[] {
  const text = JSON.stringify(value ?? null);
  const locals = [...text.matchAll(/\blocal\.(\w+)/g)].map(([, name = ""]) => name);
  const known = new Set([...stack.resources(), ...stack.dataSources()].map(({ address }) => address));
  const own = [...text.matchAll(ADDRESSES)].map(([address]) => address).filter((each) => known.has(each));
  const through = locals.flatMap((name) => blocksNamedBy(stack, asObject(stack.json["locals"])[name]));
  return [...new Set([...own, ...through])];
}

const ADDRESSES = new RegExp(`(?<![\\w.])${ADDRESS_PATTERN}`, "g");

/** The stack, reading other outputs in place of some of those of a layer. */
export function readingInstead(
  json: JsonObject,
  from: Layer,
  names: ReadonlyMap<string, string>,
): JsonObject {
  const renamed = (text: string, before: string): string =>
    text.replaceAll(new RegExp(`${before.replaceAll(".", "\\.")}([\\w-]+)`, "g"), (whole, output: string) => {
      const name = names.get(output);
      return name === undefined ? whole : `${before}${name}`;
    });
  const read = JSON.parse(
    renamed(JSON.stringify(json), `data.terraform_remote_state.${from}.outputs.`),
  ) as JsonObject;
  const data = asObject(read["data"]);
  const states = asObject(data["terraform_remote_state"]);
  if (!(from in states)) return read;
  // Its postcondition requires the outputs that the layer reads.
  const state = JSON.parse(renamed(JSON.stringify(states[from]), "self.outputs.")) as JsonObject;
  return { ...read, data: { ...data, terraform_remote_state: { ...states, [from]: state } } };
}
