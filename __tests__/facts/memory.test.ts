import fc from "fast-check";
import { GPU_FAMILIES, gpuOf, type Gpu } from "../../src/facts/gpus";
import { MODEL_CARDS, type ModelCard } from "../../src/facts/model-cards";
import { checkpointMiB, memoryOf } from "../../src/facts/memory";
import { kvBytesPerToken, weightsMiB } from "../../src/facts/llm/arithmetic";
import { cachePlan, longestOf } from "../../src/facts/llm/cache";
import { DTYPES, type Serving } from "../../src/facts/serving";

const serving = (card: ModelCard, more: Partial<Serving> = {}): Serving => ({
  card,
  tensorParallel: 1,
  maxLength: 8192,
  dtype: "bfloat16",
  ...more,
});

const GIB = 1024;
const known = (family: string): Gpu => {
  const gpu = gpuOf(`${family}.xlarge`);
  if (!gpu) throw new Error(`no GPU of ${family}`);
  return gpu;
};

/** Sizes of Qwen models that their logs below are of, and that the table lacks: their config.json in citsjtu2020/LLM-Prof. */
const QWEN_2_5_14B: ModelCard = {
  ...MODEL_CARDS["qwen3-14b"],
  parameters: 14_770_033_664,
  layers: 48,
  vocabulary: 152_064,
  feedForward: 13_824,
  embeddingParameters: 2 * 152_064 * 5120,
  context: 131_072,
};

// "Loading model weights took …" or "Model loading took …" of vLLM, in GiB of each GPU, read 2026-11-28.
test.each([
  ["vllm issue 10517, 2024-12-02", 14.9888, 0.0001, serving(MODEL_CARDS["llama-3.1-8b"])],
  [
    "vllm pull request 12569, w8a8",
    67.7229,
    0.001,
    serving(MODEL_CARDS["llama-3.3-70b"], { quantization: "fp8" }),
  ],
  ["vllm issue 17469, TP 4", 14.2474, 0.002, serving(MODEL_CARDS["qwen3-30b-a3b"], { tensorParallel: 4 })],
  ["vllm issue 13061, TP 2", 13.9476, 0.012, serving(QWEN_2_5_14B, { tensorParallel: 2 })],
])("the weights of %s are %d GiB within a share of %d", (_source, logged, share, given) => {
  const computed = weightsMiB(given) / GIB;
  expect(Math.abs(computed - logged) / logged).toBeLessThan(share);
});

// Sizes of the cache of one sequence that the error of vLLM, or pages on the same formula, state (read 2026-11-28).
test.each([
  ["Qwen3-30B-A3B, vllm issue 34076", MODEL_CARDS["qwen3-30b-a3b"], 262_144, 24],
  ["Llama 3.1 70B, spheron.network: 42.9 GB", MODEL_CARDS["llama-3.3-70b"], 131_072, 40],
  ["Llama 3.1 8B, bhabishya.rbind.io: 512 MB", MODEL_CARDS["llama-3.1-8b"], 4096, 0.5],
])("the KV cache of one sequence of %s is as published", (_source, card, tokens, gib) => {
  expect((kvBytesPerToken(serving(card)) * tokens) / 2 ** 30).toBe(gib);
});

/** Whole blocks of a cache. */
const blocksIn = (given: Serving, mib: number): number =>
  Math.floor((mib * 2 ** 20) / cachePlan(given, 0).blockBytes);

// "# GPU blocks" and "Maximum concurrency" of the same logs: 1952 blocks of 16 tokens are 1.56 sequences of 20,000.
test.each([
  ["vllm issue 10517, 3.81 GiB", MODEL_CARDS["llama-3.1-8b"], 3.81, 1952],
  ["vllm issue 10517, 2.89 GiB", MODEL_CARDS["llama-3.1-8b"], 2.89, 1478],
])("the blocks of %s are those of the log, which rounds the memory", (_source, card, gib, blocks) => {
  expect(Math.abs(blocksIn(serving(card), gib * GIB) - blocks)).toBeLessThanOrEqual(
    (0.005 * 2 ** 30) / (16 * 131_072) + 1,
  );
});

// vllm issue 34076: 3.18 GiB of 24 for 262,144 tokens admit 34,736 tokens by vLLM's own estimate.
test("the longest sequence of a cache is the one that vLLM estimates", () => {
  const longest = 16 * blocksIn(serving(MODEL_CARDS["qwen3-30b-a3b"]), 3.18 * GIB);
  expect(Math.abs(longest - 34_736)).toBeLessThanOrEqual(64);
});

/**
 * Memory of the cache that vLLM measured on GPUs with its memory and share as logged. The prediction may be lower, as the reserve is an
 * estimate, and never higher: a model that fits here must fit there.
 */
test.each([
  [
    "vllm issue 13061, two RTX 4090, 81,536 tokens",
    serving(QWEN_2_5_14B, { tensorParallel: 2 }),
    23.55,
    0.98,
    81_536,
  ],
  [
    "vllm pull request 12569, 22,096 tokens on a GPU that it does not name, computed with 79.1 GiB of an H100",
    serving(MODEL_CARDS["llama-3.3-70b"], { quantization: "fp8", maxLength: 2048 }),
    79.1,
    0.98,
    22_096,
  ],
])(
  "the tokens of %s are not below the predicted ones, which are more than half",
  (_name, given, gib, share, logged) => {
    const { tokens } = memoryOf(
      given,
      { name: "other", memoryMiB: (gib * GIB) / 0.98, capability: 89 },
      share,
    );
    expect(tokens).toBeLessThanOrEqual(logged);
    expect(tokens).toBeGreaterThan(logged / 2);
  },
);

test("PyTorch sees 21.96 GiB of an L4, which EC2 lists with more, and the budget counts no more than it sees", () => {
  const seen = 23_580_639_232 / 2 ** 20;
  const { visibleMiB } = memoryOf(serving(MODEL_CARDS["llama-3.2-3b"]), known("g6"));
  expect(known("g6").memoryMiB).toBeGreaterThan(seen);
  expect(visibleMiB).toBeLessThanOrEqual(seen);
  expect(visibleMiB).toBeGreaterThan(seen * 0.99);
});

test("a model of 8 billion parameters fits on one L4, and 70 billion on eight A100 and not on one H100", () => {
  expect(memoryOf(serving(MODEL_CARDS["llama-3.1-8b"]), known("g6")).sequences).toBeGreaterThanOrEqual(1);
  const large = serving(MODEL_CARDS["llama-3.3-70b"], { tensorParallel: 8 });
  expect(memoryOf(large, known("p4d")).sequences).toBeGreaterThan(20);
  expect(memoryOf(serving(MODEL_CARDS["llama-3.3-70b"]), known("p5")).cacheMiB).toBeLessThan(0);
});

test("the checkpoint has 16 GB of an 8B model, and as much with a quantization at load time", () => {
  const plain = checkpointMiB(serving(MODEL_CARDS["llama-3.1-8b"]));
  expect(plain).toBeCloseTo((8_030_261_248 * 2) / 2 ** 20);
  expect(checkpointMiB(serving(MODEL_CARDS["llama-3.1-8b"], { quantization: "fp8_per_tensor" }))).toBe(plain);
  expect(checkpointMiB(serving(MODEL_CARDS["llama-3.1-8b"], { quantization: "awq" }))).toBeLessThan(
    plain / 2.5,
  );
});

/** A model with groups of equal heads, as each architecture has them. */
const cards = fc
  .record({
    layers: fc.integer({ min: 1, max: 128 }),
    kvHeads: fc.constantFrom(1, 2, 4, 8, 16),
    group: fc.constantFrom(1, 2, 4, 8),
    headSize: fc.constantFrom(64, 128, 256),
    billions: fc.integer({ min: 1, max: 400 }),
    vocabulary: fc.integer({ min: 32_000, max: 256_000 }),
    context: fc.constantFrom(8192, 32_768, 131_072),
  })
  .map(({ kvHeads, group, headSize, billions, vocabulary, ...sizes }): ModelCard => {
    const attentionHeads = kvHeads * group;
    const hiddenSize = attentionHeads * headSize;
    return {
      ...sizes,
      kvHeads,
      headSize,
      attentionHeads,
      hiddenSize,
      vocabulary,
      parameters: billions * 1e9,
      embeddingParameters: Math.min(2 * vocabulary * hiddenSize, billions * 5e8),
      feedForward: 4 * hiddenSize,
    };
  });

const servings = fc
  .record({
    card: cards,
    tensorParallel: fc.constantFrom(1, 2, 4, 8),
    maxLength: fc.integer({ min: 1, max: 131_072 }),
    dtype: fc.constantFrom(...DTYPES),
  })
  .map((each): Serving => each);
const gpus = fc.constantFrom(...GPU_FAMILIES.map(([, gpu]) => gpu));

test("twice as many GPUs need at most as much memory each, and at least half without the part that all of them have", () => {
  fc.assert(
    fc.property(servings, (one) => {
      const two = { ...one, tensorParallel: 2 * one.tensorParallel };
      expect(weightsMiB(two)).toBeLessThan(weightsMiB(one));
      expect(weightsMiB(two) * 2).toBeGreaterThanOrEqual(weightsMiB(one));
      expect(kvBytesPerToken(two)).toBeLessThanOrEqual(kvBytesPerToken(one));
    }),
  );
});

test("GPUs beyond the KV heads have a copy of one each, so the cache of a token does not shrink any further", () => {
  fc.assert(
    fc.property(servings, (each) => {
      const { layers, kvHeads, headSize } = each.card;
      const many = { ...each, tensorParallel: 2 * kvHeads };
      expect(kvBytesPerToken(many)).toBe(2 * layers * headSize * 2);
      expect(kvBytesPerToken({ ...each, tensorParallel: kvHeads })).toBe(kvBytesPerToken(many));
    }),
  );
});

test("the parts of the memory of a GPU are never more than its share", () => {
  fc.assert(
    fc.property(servings, gpus, (each, gpu) => {
      const budget = memoryOf(each, gpu);
      const { visibleMiB, usableMiB, weightsMiB: weights, reserveMiB, cacheMiB, tokens, sequences } = budget;
      expect(visibleMiB).toBeLessThan(gpu.memoryMiB);
      expect(usableMiB).toBeLessThan(visibleMiB);
      expect(weights + reserveMiB + cacheMiB).toBeCloseTo(usableMiB, 5);
      expect(tokens * kvBytesPerToken(each)).toBeLessThanOrEqual(Math.max(0, cacheMiB) * 2 ** 20);
      expect(sequences * each.maxLength).toBeLessThanOrEqual(tokens);
      expect(sequences).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("a longer sequence leaves room for fewer, and quantized weights for more tokens", () => {
  fc.assert(
    fc.property(servings, gpus, (each, gpu) => {
      const half = { ...each, maxLength: Math.ceil(each.maxLength / 2) };
      expect(memoryOf(half, gpu).sequences).toBeGreaterThanOrEqual(memoryOf(each, gpu).sequences);
      const small = { ...each, quantization: "awq" as const };
      expect(memoryOf(small, gpu).tokens).toBeGreaterThanOrEqual(memoryOf(each, gpu).tokens);
    }),
  );
});

test("a sequence of the longest length fits, and one block more does not", () => {
  fc.assert(
    fc.property(servings, fc.integer({ min: 1, max: 500_000 }), (each, cacheMiB) => {
      const plan = cachePlan(each, 4096);
      const longest = longestOf(plan, blocksIn(each, cacheMiB), 1e9);
      expect(longest * kvBytesPerToken(each)).toBeLessThanOrEqual(cacheMiB * 2 ** 20);
      expect((longest + 16) * kvBytesPerToken(each)).toBeGreaterThan(cacheMiB * 2 ** 20);
    }),
  );
});
