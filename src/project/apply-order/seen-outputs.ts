import { groupBy } from "../../base/group-by";
import { type Layer } from "../../base/layers";
import { type Json, StackJson } from "../../terraform/stack-json";
import { readingInstead, type RemoteRead } from "./remote-reads";

/** Prefix of outputs of a mixture that have the values of an earlier apply. */
export const SEEN = "seen_";

/** An output of a layer with the value of an earlier apply, which another layer has seen. */
export interface SeenOutput extends RemoteRead {
  /** The layer that has seen it. */
  readonly layer: Layer;
  readonly value: Json;
  /** Its name in a mixture. */
  readonly name: string;
}

/** The stack of a layer with the outputs that other layers have seen, which reads those that it has seen itself. */
export function withSeenOutputs(stack: StackJson, layer: Layer, seen: readonly SeenOutput[]): StackJson {
  const own = groupBy(
    seen.filter((each) => each.layer === layer),
    ({ from }) => from,
  );
  const exported = seen.filter(({ from }) => from === layer);
  if (own.size + exported.length === 0) return stack;
  const read = [...own].reduce(
    (json, [from, outputs]) =>
      readingInstead(json, from, new Map(outputs.map(({ output, name }) => [output, name]))),
    stack.json,
  );
  const output = {
    ...stack.outputs,
    ...Object.fromEntries(exported.map(({ name, value }) => [name, { value }])),
  };
  return new StackJson(stack.name, { ...read, output });
}
