import { type AttentionLayers } from "../../../src/facts/llm/model-card";
import { kvBytesPerToken } from "../../../src/facts/llm/arithmetic";
import { cachePlan, longestOf } from "../../../src/facts/llm/cache";
import { MODEL_CARDS, type ModelCard } from "../../../src/facts/model-cards";
import { type Serving } from "../../../src/facts/serving";
import recorded from "./cache-of-the-server.json";

type Row = readonly [string, number, number, number, string, number, number, number, number];

const MODELS = recorded.models as Readonly<Record<string, readonly AttentionLayers[]>>;

const serving = (attention: readonly AttentionLayers[], more: Partial<Serving> = {}): Serving => {
  const layers = attention.reduce((sum, each) => sum + each.layers, 0);
  const card: ModelCard = { ...MODEL_CARDS["llama-3.1-8b"], layers, attention };
  return { card, tensorParallel: 1, maxLength: 8192, dtype: "bfloat16", ...more };
};

/** The server computes one batch while it settles another. */
const BATCHES = 2;

const GIB = 2 ** 30;

// No number here comes from the code under test: the planning code of the server counted them.
test.each(Object.keys(MODELS))("the cache of %s has the blocks that the server counts", (model) => {
  const rows = (recorded.rows as unknown as Row[]).filter(([name]) => name === model);
  expect(rows.length).toBeGreaterThan(5);
  for (const [
    ,
    tensorParallel,
    maxLength,
    stepTokens,
    cache,
    blockBytes,
    blocks,
    available,
    longest,
  ] of rows) {
    const cacheDtype = cache === "fp8" ? "fp8" : undefined;
    const plan = cachePlan(
      serving(MODELS[model] ?? [], { tensorParallel, maxLength, cacheDtype }),
      BATCHES * stepTokens,
    );
    expect({ row: [tensorParallel, maxLength, stepTokens, cache], blockBytes: plan.blockBytes }).toEqual({
      row: [tensorParallel, maxLength, stepTokens, cache],
      blockBytes,
    });
    expect(plan.blocks(maxLength)).toBe(blocks);
    expect(longestOf(plan, Math.floor(available / blockBytes) - 1, maxLength)).toBe(longest);
  }
});

test("a token of DeepSeek-V2-Lite takes 27 layers x (512 + 64) x 2 bytes, on each GPU", () => {
  const latent: AttentionLayers = { kind: "latent", layers: 27, headSize: 576 };
  expect(kvBytesPerToken(serving([latent]))).toBe(31_104);
  expect(kvBytesPerToken(serving([latent], { tensorParallel: 8 }))).toBe(31_104);
  expect(kvBytesPerToken(serving([latent], { cacheDtype: "fp8" }))).toBe(15_552);
});

// 10 full layers x 4096 blocks and 52 with a window, whose blocks are those of 1023 tokens and of the batches: 193 with one
// batch of 2048, and 3.1 GiB; the server counts two batches, and pads the groups of 10.
test("a sequence of 65,536 tokens of Gemma 3 27B on two GPUs takes 3.7 GiB, and not 15.5", () => {
  const gemma = serving(MODELS["gemma-3-27b"] ?? [], { tensorParallel: 2 });
  const two = cachePlan(gemma, 2 * 2048);
  expect((two.blocks(65_536) * two.blockBytes) / GIB).toBeCloseTo(3.68, 2);
  const layers = ((10 * 4096 + 52 * 193) * 2 * 16 * 8 * 128 * 2) / GIB;
  expect(layers).toBeCloseTo(3.11, 2);
});

test("an encoder has no cache", () => {
  const plan = cachePlan(serving([{ kind: "none", layers: 24 }]), 4096);
  expect([plan.blockBytes, plan.blocks(8192)]).toEqual([0, 0]);
});

test("without kinds, each layer has full attention", () => {
  const plain: Serving = { ...serving([]), card: { ...serving([]).card, attention: undefined, layers: 32 } };
  expect(kvBytesPerToken(plain)).toBe(2 * 32 * 8 * 128 * 2);
});
