import { type Layer, LAYERS } from "../../base/layers";
import { type StackJson, type Json, asObject, type JsonObject } from "../../terraform/stack-json";

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
