import { MODEL_CARDS, type ModelCardName } from "../../facts/model-cards";
import { type Quantization, QUANTIZATIONS } from "../../facts/quantizations";
import { DTYPES, type LlmKeys } from "../../facts/serving";
import { entriesBelow, type KeyValue, statedAt, valuesBelow } from "./lists";

/** Sizes of the language models of a file, by the name of the model. */
export const statedLanguageModels = (settings: readonly KeyValue[]): ReadonlyMap<string, LlmKeys> =>
  new Map(
    entriesBelow(settings, ["models"])
      .filter(([, values]) => statedAt(values, "kind") === "llm")
      .map(([, values]) => [String(statedAt(values, "name")), keysIn(valuesBelow(values, ["llm"]))]),
  );

function keysIn(values: readonly KeyValue[]): LlmKeys {
  const at = (key: string): unknown => statedAt(values, key);
  const card = valuesBelow(values, ["card"]);
  const model = Object.keys(MODEL_CARDS).find((each) => each === at("model"));
  const quantization = Object.keys(QUANTIZATIONS).find((each) => each === at("quantization"));
  return {
    ...(model === undefined ? {} : { model: model as ModelCardName }),
    ...(card.length === 0 ? {} : { card: cardIn(card) }),
    tensorParallel: Number(at("tensorParallel")),
    maxLength: Number(at("maxLength")),
    dtype: DTYPES.find((each) => each === at("dtype")) ?? "bfloat16",
    ...(quantization === undefined ? {} : { quantization: quantization as Quantization }),
  };
}

function cardIn(values: readonly KeyValue[]): NonNullable<LlmKeys["card"]> {
  const size = (key: keyof NonNullable<LlmKeys["card"]>): number => Number(statedAt(values, key));
  return {
    parameters: size("parameters"),
    layers: size("layers"),
    attentionHeads: size("attentionHeads"),
    kvHeads: size("kvHeads"),
    headSize: size("headSize"),
    hiddenSize: size("hiddenSize"),
    vocabulary: size("vocabulary"),
    feedForward: size("feedForward"),
    context: size("context"),
    tiedEmbeddings: statedAt(values, "tiedEmbeddings") === true,
  };
}
