import { dirname, join } from "node:path";
import { userError } from "../../base/errors";
import { readText, readTextUnlessMissing } from "../../base/read-text";
import { type LlmKeys, servingOf } from "../../facts/serving";
import { readModel } from "../../facts/model-config";

const CONFIG = {
  expected: "the config.json of a model",
  fix: "download it beside model.safetensors.index.json, such as with hf download MODEL config.json",
};

const INDEX = {
  expected: "the index of weights of the model, model.safetensors.index.json",
  fix: "download it anew, or remove it: the size of the files then follows from the parameters",
};

type Written = Pick<LlmKeys, "card" | "quantization">;

/** Keys of `llm` by the config.json of a model, and by the index of weights beside it; with what the files do not tell, in words. */
export function keysOfFiles(file: string): { readonly keys: Written; readonly notes: readonly string[] } {
  const config = jsonIn(file, readText(file, CONFIG), CONFIG);
  const indexFile = join(dirname(file), "model.safetensors.index.json");
  const index = readTextUnlessMissing(indexFile, INDEX);
  const read = readModel(config, index === undefined ? undefined : jsonIn(indexFile, index, INDEX));
  if ("problem" in read) {
    const { expected, fix } = CONFIG;
    throw userError({ place: file, got: read.problem, expected, fix });
  }
  const { card, quantization, otherFormat } = read;
  const { embeddingParameters, ...sizes } = card;
  const tiedEmbeddings = embeddingParameters === card.vocabulary * card.hiddenSize;
  return {
    keys: { card: { ...sizes, tiedEmbeddings }, ...(quantization ? { quantization } : {}) },
    notes: [
      ...(otherFormat === undefined
        ? []
        : [`the format ${otherFormat} has no key: the weights count by the size of the files`]),
      ...(index === undefined
        ? [`no ${indexFile}: the weights count by ${card.parameters.toLocaleString("en-US")} parameters`]
        : []),
    ],
  };
}

function jsonIn(file: string, text: string, { expected, fix }: typeof CONFIG): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw userError({ place: file, got: (cause as Error).message, expected, fix, cause });
  }
}

/** The answer names a file, and no model of the table. */
export const isConfigFile = (answer: string): boolean => answer.endsWith(".json");

/** A model on one GPU, by its files. */
export const servingOfFiles = (file: string, maxLength: number) =>
  servingOf({ ...keysOfFiles(file).keys, tensorParallel: 1, maxLength, dtype: "bfloat16" });
