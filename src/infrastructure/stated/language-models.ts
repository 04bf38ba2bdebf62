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
    ...(at("cacheDtype") === "fp8" ? { cacheDtype: "fp8" as const } : {}),
  };
}

function cardIn(values: readonly KeyValue[]): NonNullable<LlmKeys["card"]> {
  const attention = entriesBelow(values, ["attention"]).map(([, row]) => plainKeys(row));
  const card = { ...plainKeys(values), ...(attention.length > 0 ? { attention } : {}) };
  return card as unknown as NonNullable<LlmKeys["card"]>;
}

const plainKeys = (values: readonly KeyValue[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    values.flatMap(({ path: [key, ...more], value }) => (more.length === 0 ? [[String(key), value]] : [])),
  );
