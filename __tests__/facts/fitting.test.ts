import fc from "fast-check";
import { gpuOf } from "../../src/facts/gpus";
import { instanceCapacity, instanceTypesKnown } from "../../src/facts/instance-capacity";
import { fittingTypes, servingProblems, typeProblems } from "../../src/facts/fitting";
import { memoryOf, podMemoryMiB } from "../../src/facts/memory";
import { type Serving } from "../../src/facts/serving";
import { MODEL_CARDS, type ModelCardName } from "../../src/facts/model-cards";

const serving = (name: ModelCardName, more: Partial<Serving> = {}): Serving => ({
  card: MODEL_CARDS[name],
  tensorParallel: 1,
  maxLength: 8192,
  dtype: "bfloat16",
  ...more,
});

const servingTexts = (each: Serving): string[] =>
  servingProblems(each).map(({ about, why }) => `${about}: ${why}`);
const typeTexts = (each: Serving, type: string): string[] =>
  typeProblems(each, type).map(({ about, why }) => `${about}: ${why}`);

test("a model whose heads and length are right has no problem", () => {
  expect(servingTexts(serving("llama-3.3-70b", { tensorParallel: 8, maxLength: 131_072 }))).toEqual([]);
});

test.each([
  [
    "llama-3.3-70b",
    { tensorParallel: 5 },
    "tensorParallel: 64 attention heads / 5 GPUs = 12.8 heads; 1, 2, 4, 8, 16 GPUs can share them",
  ],
  [
    "qwen2.5-7b-instruct",
    { tensorParallel: 8 },
    "tensorParallel: 28 attention heads / 8 GPUs = 3.5 heads; 1, 2, 4 GPUs can share them",
  ],
  [
    "qwen2.5-7b-instruct",
    { tensorParallel: 7 },
    "tensorParallel: 4 KV heads cannot be shared by 7 GPUs or copied to them in equal numbers; 1, 2, 4 GPUs can share them",
  ],
  [
    "qwen3-8b",
    { maxLength: 65_536 },
    "maxLength: 65,536 tokens are more than the 40,960 of the model's context",
  ],
] as const)("%s with %j has the reason %s", (name, more, text) => {
  expect(servingTexts(serving(name, more))).toEqual([text]);
});

test.each([
  ["g6.xlarge", "llama-3.1-8b", {}, []],
  [
    "g4dn.xlarge",
    "qwen3-8b",
    {},
    ["dtype: bfloat16 needs a compute capability of 8.0, and a T4 has 7.5; float16 works"],
  ],
  ["p3dn.24xlarge", "llama-3.2-3b", { dtype: "float16" }, ["gpu: sizes of a p3dn.24xlarge are in no table"]],
  ["m5.large", "llama-3.2-3b", {}, ["gpu: GPUs of a m5.large are in no table"]],
  [
    "g6.12xlarge",
    "llama-3.3-70b",
    { tensorParallel: 8 },
    ["tensorParallel: 8 GPUs are more than the 4 of a g6.12xlarge"],
  ],
] as const)("a %s runs %s with %j: %j", (type, name, more, texts) => {
  const found = typeTexts(serving(name, more), type);
  expect(found.slice(0, texts.length)).toEqual(texts);
  if (texts.length === 0) expect(found).toEqual([]);
});

test("a GPU without kernels in the image is named, on a type whose sizes a file states", () => {
  const stated = { vcpus: 96, memoryMiB: 768 * 1024, gpus: 8, interfaces: 1, addressesPerInterface: 49 };
  const problems = typeProblems(serving("llama-3.2-3b", { dtype: "float16" }), "p3dn.24xlarge", stated);
  expect(problems.map(({ why }) => why)).toEqual([
    "the image has kernels for a compute capability of 7.5 or more, and a V100 has 7.0",
  ]);
});

test("weights that are too large are named with the whole sum", () => {
  expect(typeTexts(serving("llama-3.3-70b", { tensorParallel: 4 }), "g6.12xlarge")).toEqual([
    "memory: each L4 has 20.2 GiB for vLLM (92 % of 21.9), and the weights take 32.9 and the reserve 3.4",
  ]);
});

test("a sequence that is too long is named with its cache and the longest that fits", () => {
  expect(typeTexts(serving("llama-3.1-8b", { maxLength: 131_072 }), "g6.xlarge")).toEqual([
    "maxLength: one sequence of 131,072 tokens takes 16.0 GiB of KV cache, and each L4 has 2.8 of 20.2 beside 15.0 of weights and 2.4 of reserve; at most 22,880 tokens fit",
  ]);
});

test("a node whose memory is too small for the processes of the pod is named", () => {
  const large = serving("mixtral-8x7b-v0.1", { tensorParallel: 1, quantization: "awq", maxLength: 4096 });
  const [first] = typeTexts(large, "g5g.xlarge").filter((each) => each.startsWith("host"));
  expect(first).toBe(
    `host: the pod needs ${Math.ceil(podMemoryMiB(large) / 1024)} GiB of memory for its processes, and a g5g.xlarge has 6 GiB for pods`,
  );
});

test("a 70B model in 16 bits fits on eight GPUs of p4d, p5 and g6e, and on no single GPU", () => {
  const types = (tensorParallel: number): string[] =>
    fittingTypes(serving("llama-3.3-70b", { tensorParallel })).fits.map(({ type }) => type);
  expect(types(8)).toEqual(
    expect.arrayContaining(["g6e.48xlarge", "p4d.24xlarge", "p4de.24xlarge", "p5.48xlarge"]),
  );
  expect(types(1)).toEqual([]);
});

test("eight L4 hold a 70B model with one sequence of 8,192 tokens and not of 16,384", () => {
  const on = (maxLength: number) =>
    typeProblems(serving("llama-3.3-70b", { tensorParallel: 8, maxLength }), "g6.48xlarge");
  expect(on(8192)).toEqual([]);
  expect(on(16_384).map(({ about }) => about)).toEqual(["maxLength"]);
});

test("the types that fit are in the order of their GPUs, the fewest and smallest first", () => {
  const { fits } = fittingTypes(serving("llama-3.1-8b"));
  const gpus = fits.map(({ type }) => instanceCapacity(type)?.gpus ?? 0);
  expect(gpus).toEqual([...gpus].sort((one, other) => one - other));
  expect(fits[0]?.type).toBe("g5.xlarge");
});

const NAMES = Object.keys(MODEL_CARDS) as ModelCardName[];
const servings = fc.record({
  name: fc.constantFrom(...NAMES),
  tensorParallel: fc.integer({ min: 1, max: 16 }),
  maxLength: fc.integer({ min: 1, max: 200_000 }),
  dtype: fc.constantFrom("bfloat16" as const, "float16" as const),
  quantization: fc.constantFrom(undefined, "fp8" as const, "awq" as const),
});

test("every type with GPUs either fits or has a reason, and a type that fits has room for a sequence on each GPU", () => {
  fc.assert(
    fc.property(servings, ({ name, ...more }) => {
      const each = serving(name, more);
      const { fits, others } = fittingTypes(each);
      const withGpus = instanceTypesKnown().filter((type) => gpuOf(type));
      expect([...fits, ...others].map(({ type }) => type).sort()).toEqual(withGpus.sort());
      expect(others.filter(({ problems }) => problems.length === 0)).toEqual([]);
      for (const { type, memory } of fits) {
        expect(memory.sequences).toBeGreaterThanOrEqual(1);
        expect(instanceCapacity(type)?.gpus).toBeGreaterThanOrEqual(each.tensorParallel);
      }
    }),
    { numRuns: 60 },
  );
});

test("a model that fits on a GPU fits on one of the same generation with more memory", () => {
  fc.assert(
    fc.property(servings, ({ name, ...more }) => {
      const each = serving(name, { ...more, tensorParallel: 8 });
      const [small, large] = ["p5.48xlarge", "p5en.48xlarge"].map(
        (type) => typeProblems(each, type).length === 0,
      );
      if (small) expect(large).toBe(true);
    }),
  );
});

test("GPUs can share the heads of a model exactly if the sums of vLLM have no rest", () => {
  fc.assert(
    fc.property(servings, ({ name, ...more }) => {
      const { attentionHeads, kvHeads } = MODEL_CARDS[name];
      const { tensorParallel: gpus } = more;
      const whole = attentionHeads % gpus === 0 && (kvHeads % gpus === 0 || gpus % kvHeads === 0);
      const found = servingProblems(serving(name, more)).filter(({ about }) => about === "tensorParallel");
      expect(found.length === 0).toBe(whole);
    }),
  );
});

test("a fitting type has at least the cache of one sequence by the same memory", () => {
  const each = serving("qwen3-14b", { maxLength: 16_384, tensorParallel: 2 });
  const { fits } = fittingTypes(each);
  expect(fits.length).toBeGreaterThan(1);
  for (const { type, memory } of fits) {
    const gpu = gpuOf(type);
    expect(gpu && memoryOf(each, gpu)).toEqual(memory);
  }
});
