import { configWith } from "../support/environments";
import { CHAT, onGpus } from "../support/llm";
import { readArguments } from "../../src/evidence/vllm-arguments";
import { gpuOf } from "../../src/facts/gpus";
import { memoryOf } from "../../src/facts/memory";
import { servingOf } from "../../src/facts/serving";
import { rules } from "../../src/environment/rules/all";
import { withLlmDefaults } from "../../src/environment/loader/llm-defaults";

interface Sizes {
  readonly [key: string]: unknown;
}

/** Cards as people write them today, with plain keys. */
const GEMMA_27B: Sizes = {
  ...{ parameters: 27_009_346_304, layers: 62, attentionHeads: 32, kvHeads: 16, headSize: 128 },
  ...{ hiddenSize: 5376, vocabulary: 262_208, feedForward: 21_504, context: 131_072, tiedEmbeddings: true },
};
const DEEPSEEK_V2_LITE: Sizes = {
  ...{ parameters: 15_706_484_224, layers: 27, attentionHeads: 16, kvHeads: 16, headSize: 192 },
  ...{ hiddenSize: 2048, vocabulary: 102_400, feedForward: 11_264, context: 163_840 },
};
const GPT_OSS_20B: Sizes = {
  ...{ parameters: 20_914_757_184, layers: 24, attentionHeads: 64, kvHeads: 8, headSize: 64 },
  ...{ hiddenSize: 2880, vocabulary: 201_088, feedForward: 11_520, context: 131_072 },
};
const SCOUT: Sizes = {
  ...{ parameters: 107_769_861_120, layers: 48, attentionHeads: 40, kvHeads: 8, headSize: 128 },
  ...{ hiddenSize: 5120, vocabulary: 202_048, feedForward: 16_384, context: 1_048_576 },
};
const BGE_M3: Sizes = {
  ...{ parameters: 567_754_752, layers: 24, attentionHeads: 16, kvHeads: 16, headSize: 64 },
  ...{ hiddenSize: 1024, vocabulary: 250_002, feedForward: 4096, context: 8194, tiedEmbeddings: true },
};
const QWEN_VL_3B: Sizes = {
  ...{ parameters: 3_754_622_976, layers: 36, attentionHeads: 16, kvHeads: 2, headSize: 128 },
  ...{ hiddenSize: 2048, vocabulary: 151_936, feedForward: 11_008, context: 128_000, tiedEmbeddings: true },
};

function refusals(llm: Sizes, type: string): string[] {
  const { tensorParallel = 1 } = llm;
  const model = { ...CHAT, llm, gpus: tensorParallel };
  const written = withLlmDefaults({ cluster: onGpus(type).cluster, models: [model] });
  const { models } = written as { models: object[] };
  return rules(configWith("retail-forecast", { ...onGpus(type), models })).map(
    ({ path, expected }) => `${path.join(".")}: ${expected}`,
  );
}

test.each<readonly [string, Sizes, string]>([
  ["Gemma 3 27B on two GPUs", { card: GEMMA_27B, tensorParallel: 2, maxLength: 65_536 }, "g6e.12xlarge"],
  ["DeepSeek V2 Lite", { card: DEEPSEEK_V2_LITE, maxLength: 32_768 }, "g6e.xlarge"],
  ["gpt-oss in MXFP4", { card: GPT_OSS_20B, quantization: "mxfp4", maxLength: 32_768 }, "g6.xlarge"],
  ["Llama 4 Scout on eight GPUs", { card: SCOUT, tensorParallel: 8, maxLength: 32_768 }, "p4de.24xlarge"],
  ["an encoder", { card: BGE_M3, maxLength: 8192 }, "g6.xlarge"],
  ["a model of images", { card: QWEN_VL_3B, maxLength: 32_768 }, "g6.xlarge"],
  ["gpt-oss of the table", { model: "gpt-oss-20b", maxLength: 131_072 }, "g6.xlarge"],
  [
    "a model with states",
    { model: "qwen3-next-80b-a3b", quantization: "fp8", tensorParallel: 8, maxLength: 262_144 },
    "g6e.48xlarge",
  ],
  ["a reranking model", { model: "bge-reranker-v2-m3", maxLength: 8192 }, "g6.xlarge"],
])("%s fits, by the cache of its kinds of layers", (_name, llm, type) => {
  expect(refusals(llm, type)).toEqual([]);
});

// A card without kinds whose sizes no model of the table has: full attention in each layer.
test("an unknown card counts full attention, and says so", () => {
  const other = { ...GEMMA_27B, vocabulary: 300_000 };
  const [found = ""] = refusals({ card: other, tensorParallel: 2, maxLength: 65_536 }, "g6e.12xlarge");
  expect(found).toContain("takes 15.5 GiB of KV cache, with full attention in each layer, and each L40S");
  const attention = [
    { kind: "sliding", layers: 52, window: 1024 },
    { kind: "full", layers: 10 },
  ];
  expect(
    refusals({ card: { ...other, attention }, tensorParallel: 2, maxLength: 65_536 }, "g6e.12xlarge"),
  ).toEqual([]);
});

test.each<readonly [string, Sizes, string]>([
  [
    "layers that are not those of the card",
    { attention: [{ kind: "full", layers: 60 }] },
    "models.0.llm.card.attention: 62 layers in all, as layers has, and not 60",
  ],
  [
    "a window without its size",
    { attention: [{ kind: "sliding", layers: 62 }] },
    "models.0.llm.card.attention: window for the layers of the kind sliding",
  ],
])("kinds with %s are refused", (_name, more, expected) => {
  expect(
    refusals({ card: { ...GEMMA_27B, ...more }, tensorParallel: 2, maxLength: 8192 }, "g6e.12xlarge"),
  ).toContain(expected);
});

test("a cache of 8 bits holds twice as much, on GPUs with such arithmetic", () => {
  const llm = { model: "llama-3.1-8b", maxLength: 40_000 };
  expect(refusals(llm, "g6.xlarge")).toHaveLength(1);
  expect(refusals({ ...llm, cacheDtype: "fp8" }, "g6.xlarge")).toEqual([]);
  expect(refusals({ ...llm, maxLength: 8192, cacheDtype: "fp8" }, "g5.xlarge")).toEqual([
    "models.0.llm.cacheDtype: a model that fits on a g5.xlarge: a cache of fp8 needs a compute capability of 8.9, and a A10G has 8.6",
  ]);
});

test("the size of the files decides about the weights of a quantized model", () => {
  const card = { ...GPT_OSS_20B, weightBytes: 13_761_264_768 };
  expect(refusals({ card, maxLength: 32_768 }, "g6.xlarge")).toEqual([]);
  expect(
    refusals({ card: { ...card, weightBytes: 41_000_000_000 }, maxLength: 32_768 }, "g6.xlarge"),
  ).toHaveLength(1);
});

test("calls of tools have a key, with the parsers of the server", () => {
  const llm = { model: "llama-3.1-8b", maxLength: 8192, toolParser: "llama3_json", maxSequences: 64 };
  expect(refusals(llm, "g6.xlarge")).toEqual([]);
  expect(() => refusals({ ...llm, toolParser: "llama3-json" }, "g6.xlarge")).toThrow("llama3_json");
});

test("keys of the server become its arguments, and sequences count for the memory", () => {
  const keys = { model: "llama-3.1-8b", tensorParallel: 1, maxLength: 8192, dtype: "bfloat16" } as const;
  const more = { toolParser: "llama3_json", reasoningParser: "qwen3", maxSequences: 64, batchTokens: 4096 };
  const serving = servingOf({ ...keys, ...more, cacheDtype: "fp8" });
  expect(serving?.flags).toEqual([
    "--enable-auto-tool-choice",
    "--tool-call-parser=llama3_json",
    "--reasoning-parser=qwen3",
    "--max-num-seqs=64",
    "--max-num-batched-tokens=4096",
    "--kv-cache-dtype=fp8",
  ]);
  expect(readArguments(serving?.flags ?? []).problems).toEqual([]);
  const l4 = gpuOf("g6.xlarge");
  if (!serving || !l4) throw new Error("no L4");
  expect(memoryOf(serving, l4).mostSequences).toBe(64);
});
