import { MODEL_CARDS, type ModelCardName } from "../../facts/model-cards";
import { type Quantization, QUANTIZATIONS } from "../../facts/quantizations";
import { DTYPES, type LlmKeys } from "../../facts/serving";
import { nested } from "../../terraform/settings";
import { entriesBelow, type KeyValue, statedAt, valuesBelow } from "./lists";

/** Sizes of the language models of a file, by the name of the model. */
export const statedLanguageModels = (settings: readonly KeyValue[]): ReadonlyMap<string, LlmKeys> =>
  new Map(
    entriesBelow(settings, ["models"])
      .filter(([, values]) => statedAt(values, "kind") === "llm")
      .map(([, values]) => [String(statedAt(values, "name")), keysIn(valuesBelow(values, ["llm"]))]),
  );

/** Keys by their paths, of which those with a table of this program are in it. */
function keysIn(values: readonly KeyValue[]): LlmKeys {
  const { model, quantization, dtype, cacheDtype, card, ...keys } = nested(values) as Readonly<
    Record<string, unknown>
  >;
  const named = Object.keys(MODEL_CARDS).find((each) => each === model);
  const format = Object.keys(QUANTIZATIONS).find((each) => each === quantization);
  return {
    ...(keys as Partial<LlmKeys>),
    ...(named === undefined ? {} : { model: named as ModelCardName }),
    ...(card === undefined ? {} : { card: card as NonNullable<LlmKeys["card"]> }),
    tensorParallel: Number(keys["tensorParallel"]),
    maxLength: Number(keys["maxLength"]),
    dtype: DTYPES.find((each) => each === dtype) ?? "bfloat16",
    ...(format === undefined ? {} : { quantization: format as Quantization }),
    ...(cacheDtype === "fp8" ? { cacheDtype } : {}),
  };
}
