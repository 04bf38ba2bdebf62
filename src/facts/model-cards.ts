import table from "./configs-of-models.json";
import { type ModelCard } from "./llm/model-card";
import { readModel } from "./model-config";

export { type ModelCard } from "./llm/model-card";

export type ModelCardName = keyof typeof table.models;

/**
 * Cards by the name that `model` has in a file, each made from sizes under the names of config.json, as a user makes one of their
 * own. A test compares their parameters with published numbers.
 */
export const MODEL_CARDS = Object.fromEntries(
  Object.entries(table.models).map(([name, { config }]) => [name, cardOf(name, config)]),
) as Readonly<Record<ModelCardName, ModelCard>>;

function cardOf(name: string, config: unknown): ModelCard {
  const read = readModel(config);
  if ("problem" in read) throw new Error(`${name}: ${read.problem}`);
  const { card, quantization } = read;
  return quantization === undefined ? card : { ...card, format: quantization };
}
