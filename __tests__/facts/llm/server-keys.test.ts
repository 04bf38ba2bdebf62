import { readArguments } from "../../../src/evidence/vllm-arguments";
import { gpuOf } from "../../../src/facts/gpus";
import { memoryOf, podMemoryMiB } from "../../../src/facts/memory";
import { type LlmKeys, servingOf } from "../../../src/facts/serving";

const KEYS: LlmKeys = { model: "llama-3.1-8b", tensorParallel: 1, maxLength: 8192, dtype: "bfloat16" };

function served(more: Partial<LlmKeys>) {
  const serving = servingOf({ ...KEYS, ...more });
  const gpu = gpuOf("g6e.xlarge");
  if (!serving || !gpu) throw new Error("no model, or no GPU");
  return { flags: serving.flags, memory: memoryOf(serving, gpu), podMiB: podMemoryMiB(serving) };
}

const MIB = 2 ** 20;
const FOLDERS = { sql: "adapters/sql/", support: "adapters/support/2/" };

/**
 * Elements of a slot for a rank of one, by `create_lora_weights` of each layer (vLLM 0.33.0): on one GPU 81,920 in each of 32
 * layers and two tables of 4,096 + 128,256; on four GPUs 41,984, since the sides that are not shared stay whole.
 */
test.each<readonly [number, number]>([
  [1, 32 * 81_920 + 2 * (4096 + 128_256)],
  [4, 32 * 41_984 + 2 * (4096 + 128_256)],
])("adapters on %i GPUs take a slot of the largest rank each", (tensorParallel, elements) => {
  const adapters = { folders: FOLDERS, rank: 16 as const };
  const [without, withTwo, withOne] = [{}, { adapters }, { adapters: { ...adapters, atOnce: 1 } }].map(
    (more) => served({ tensorParallel, ...more }),
  );
  const slot = (elements * 16 * 2) / MIB;
  const taken = (one = without) => (without?.memory.cacheMiB ?? 0) - (one?.memory.cacheMiB ?? 0);
  expect(taken(withTwo)).toBeCloseTo(2 * slot, 6);
  expect(taken(withOne)).toBeCloseTo(slot, 6);
  expect(withTwo?.memory.adaptersMiB).toBeCloseTo(2 * slot, 6);
});

test("each worker keeps the whole adapters of its slots in memory", () => {
  const adapters = { folders: FOLDERS, rank: 16 as const };
  const whole = ((32 * 81_920 + 2 * (4096 + 128_256)) * 16 * 2) / MIB;
  const of = (more: object) => served({ tensorParallel: 4, ...more }).podMiB;
  expect(of({ adapters }) - of({})).toBe(Math.ceil(4 * 2 * whole));
});

test("a draft model has weights, a cache and a reserve beside those of the model", () => {
  const model = { model: "qwen3-32b", tensorParallel: 4 } as const;
  const speculative = { tokens: 4, draft: { model: "qwen3-0.6b", folder: "draft/" } } as const;
  const [alone, both] = [served(model), served({ ...model, speculative })];
  // 28 layers of 8 heads of 128 beside 64 layers of the same heads, two heads on each of four GPUs.
  expect(alone.memory.sequenceMiB).toBe((8192 * 64 * 2 * 128 * 4) / MIB);
  expect(both.memory.sequenceMiB).toBe((8192 * (64 + 28) * 2 * 128 * 4) / MIB);
  expect(both.memory.weightsMiB).toBeGreaterThan(alone.memory.weightsMiB + 280);
  expect(both.memory.reserveMiB).toBe(alone.memory.reserveMiB + 4096);
});

test("a cache on the CPU is shared memory of the pod", () => {
  expect(served({ cpuCacheGiB: 16 }).podMiB - served({}).podMiB).toBe(16 * 1024);
  expect(served({ cpuCacheGiB: 16 }).memory).toEqual(served({}).memory);
});

test("keys of the server become its arguments", () => {
  const { flags = [] } = served({
    adapters: { folders: FOLDERS, rank: 32, atOnce: 1 },
    chatTemplate: "templates/tools.jinja",
    cpuCacheGiB: 16,
    speculative: { tokens: 4 },
    extraArguments: ["--max-logprobs=5"],
  });
  expect(flags).toEqual([
    "--chat-template=/mnt/weights/templates/tools.jinja",
    "--kv-offloading-size=16",
    "--enable-lora",
    "--max-loras=1",
    "--max-lora-rank=32",
    "--lora-modules",
    "sql=/mnt/weights/adapters/sql/",
    "support=/mnt/weights/adapters/support/2/",
    '--speculative-config={"method":"ngram","num_speculative_tokens":4}',
    "--max-logprobs=5",
  ]);
  const read = readArguments(["/mnt/weights", ...flags]);
  expect(read.problems).toEqual([]);
  expect(read.values.get("--lora-modules")).toBe(
    "sql=/mnt/weights/adapters/sql/ support=/mnt/weights/adapters/support/2/",
  );
});

test("the draft model of speculative decoding is a folder of the files", () => {
  const speculative = { tokens: 3, draft: { model: "qwen3-0.6b", folder: "draft/" } } as const;
  expect(served({ model: "qwen3-8b", speculative }).flags).toEqual([
    '--speculative-config={"method":"draft_model","model":"/mnt/weights/draft/","num_speculative_tokens":3}',
  ]);
});
