import { InvalidArgumentError } from "commander";
import { namesIn } from "../../core/command-line";
import { LAYERS, type Layer } from "../../core/layers";

/** Layers of a list such as `network,cluster`, in the order in which they are applied. */
export function layersIn(list: string): Layer[] {
  const names = namesIn(list);
  const layers = LAYERS.filter((layer) => names.includes(layer));
  if (names.length === 0 || layers.length < new Set(names).size)
    throw new InvalidArgumentError(`Expected layers of ${LAYERS.join(", ")}.`);
  return layers;
}
