import { type Layer } from "../../base/layers";
import { own } from "../../base/own";
import { type Json, type JsonObject, isJsonObject } from "../../terraform/stack-json";

/** Values of the variables of each module that is there, with defaults. */
export type ModuleValues = ReadonlyMap<Layer, JsonObject>;

/** The value of a variable, or of a part of it; undefined where no module has it. */
export function valueIn(
  values: ModuleValues,
  [layer, ...steps]: readonly [layer: Layer, ...steps: readonly string[]],
): Json | undefined {
  return steps.reduce<Json | undefined>(
    (value, step) => (isJsonObject(value) ? own(value, step) : undefined),
    values.get(layer),
  );
}
