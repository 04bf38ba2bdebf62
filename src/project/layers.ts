import { InvalidArgumentError } from "commander";
import { namesIn } from "../base/command-line";
import { LAYERS, type Layer } from "../base/layers";

/** Layers of a list such as `network,cluster`, in the order of the list. */
export function layersIn(list: string): Layer[] {
  const names = namesIn(list);
  const layers = [...new Set(names)].flatMap((name) => LAYERS.find((layer) => layer === name) ?? []);
  if (names.length === 0 || layers.length < new Set(names).size)
    throw new InvalidArgumentError(`Expected layers of ${LAYERS.join(", ")}.`);
  return layers;
}
