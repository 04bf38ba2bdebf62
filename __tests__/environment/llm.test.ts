import fc from "fast-check";
import { MODEL_CARDS, type ModelCardName } from "../../src/facts/model-cards";
import { fittingTypes } from "../../src/facts/fitting";
import { podMemoryMiB } from "../../src/facts/memory";
import { servingOf } from "../../src/facts/serving";
import { configWith } from "../support/environments";
import { CHAT, LARGE_CHAT, onGpus } from "../support/llm";
import { rules } from "../../src/environment/rules/all";

const refusals = (change: object, model: object): string[] =>
  rules(configWith("retail-forecast", { ...change, models: [model] })).map(
    ({ path, expected, fix }) => `${path.join(".")}: ${expected}; ${fix}`,
  );

const chat = (over: object, types: readonly string[] = ["g6.xlarge"]) =>
  refusals(onGpus(...types), { ...CHAT, ...over });
const sizes = (over: object) => ({ llm: { ...CHAT.llm, ...over } });

/** A card as a file states it. */
const cardOf = (model: ModelCardName) =>
  Object.fromEntries(Object.entries(MODEL_CARDS[model]).filter(([key]) => key !== "embeddingParameters"));

const CARD = cardOf("llama-3.1-8b");

test("ML-01 an 8B model on one GPU and a 70B model on eight have no problem", () => {
  expect(chat({})).toEqual([]);
  expect(refusals(onGpus("g6e.48xlarge"), LARGE_CHAT)).toEqual([]);
  expect(chat({ paths: ["/chat/v1", "/v1/models"] })).toEqual([]);
});

test.each<readonly [string, object, readonly string[], string]>([
  [
    "no sizes",
    { llm: undefined },
    ["g6.xlarge"],
    "models.0.llm: the model and its longest sequence; add it, such as llm: { model: llama-3.1-8b, maxLength: 8192 }",
  ],
  [
    "sizes of another kind of program",
    { kind: "container" },
    ["g6.xlarge"],
    "models.0.llm: no llm without kind: llm; add kind: llm, or remove it",
  ],
  [
    "no model",
    { llm: { maxLength: 8192 } },
    ["g6.xlarge"],
    "models.0.llm: a model of the table, or the card of another one; add model, such as model: llama-3.1-8b, or card",
  ],
  [
    "a model and a card",
    sizes({ card: CARD }),
    ["g6.xlarge"],
    "models.0.llm.card: no card beside model, whose card is llama-3.1-8b of the table; remove one of both",
  ],
  [
    "more tokens than the context",
    sizes({ maxLength: 200_000 }),
    ["p5.4xlarge"],
    "models.0.llm.maxLength: a length that the model can serve: 200,000 tokens are more than the 131,072 of the model's context; lower maxLength, or choose another model",
  ],
  [
    "a context too long for the memory",
    sizes({ maxLength: 65_536 }),
    ["g6.xlarge"],
    "models.0.llm.maxLength: a model that fits on a g6.xlarge: one sequence of 65,536 tokens takes 8.0 GiB of KV cache, and each L4 has 2.8 of 20.2 beside 15.0 of weights and 2.4 of reserve; at most 22,880 tokens fit; choose a node group of g6e.xlarge or g6e.2xlarge, or lower maxLength to 22880",
  ],
  [
    "heads that the GPUs cannot share",
    { ...sizes({ tensorParallel: 3 }), gpus: 3, memoryRequest: "20Gi" },
    ["g6.12xlarge"],
    "models.0.llm.tensorParallel: a number of GPUs that can share the model: 32 attention heads / 3 GPUs = 10.7 heads; 1, 2, 4, 8, 16 GPUs can share them; write one of these numbers",
  ],
  [
    "more GPUs than the type has",
    { ...sizes({ tensorParallel: 2 }), gpus: 2, memoryRequest: "15Gi" },
    ["g6.xlarge"],
    "models.0.llm.tensorParallel: a model that fits on a g6.xlarge: 2 GPUs are more than the 1 of a g6.xlarge; choose a node group of g5.12xlarge or g6.12xlarge",
  ],
  [
    "weights above the memory",
    { ...sizes({ model: "qwen3-14b" }) },
    ["g6.xlarge"],
    "models.0.nodeGroup: a model that fits on a g6.xlarge: each L4 has 20.2 GiB for vLLM (92 % of 21.9), and the weights take 27.5 and the reserve 2.4; choose a node group of g6e.xlarge or g6e.2xlarge",
  ],
  [
    "a data type that the GPU lacks",
    sizes({ model: "llama-3.2-3b" }),
    ["g4dn.xlarge"],
    "models.0.llm.dtype: a model that fits on a g4dn.xlarge: bfloat16 needs a compute capability of 8.0, and a T4 has 7.5; float16 works; write dtype: float16",
  ],
  [
    "other GPUs than it shares",
    { gpus: 2 },
    ["g6.12xlarge"],
    "models.0.gpus: 1, the GPUs of llm.tensorParallel; write gpus: 1",
  ],
  [
    "too little memory of the node",
    { memoryRequest: "8Gi" },
    ["g6.xlarge"],
    "models.0.memoryRequest: at least 10240Mi for the processes of vLLM, their buffers and shared memory; raise memoryRequest",
  ],
  [
    "too small a folder of temporary files",
    { tmpMiB: 64 },
    ["g6.xlarge"],
    "models.0.tmpMiB: at least 1024 for files of compilers: Kubernetes evicts a pod whose folder is full; raise tmpMiB",
  ],
  [
    "too small a folder of caches",
    { modelCacheMiB: 1024 },
    ["g6.xlarge"],
    "models.0.modelCacheMiB: at least 4096 for compiled kernels, the tokenizer and the configuration: Kubernetes evicts a pod whose folder is full; raise modelCacheMiB",
  ],
  [
    "a start shorter than any GPU allows",
    { startupSeconds: 120 },
    ["g6.xlarge"],
    "models.0.startupSeconds: at least 208: 60 s for the server, 8 s for 15.0 GiB of weights at the highest rate, 80 s for the compilation and 60 s for the warm-up; raise startupSeconds",
  ],
  [
    "arguments",
    { arguments: ["--trust-remote-code"] },
    ["g6.xlarge"],
    "models.0.arguments: no arguments with kind: llm: further ones are llm.extraArguments; remove it",
  ],
  [
    "a program",
    { command: ["bash"] },
    ["g6.xlarge"],
    "models.0.command: no command with kind: llm: the image starts the server; remove it",
  ],
  [
    "paths of other programs",
    { paths: ["/predict"] },
    ["g6.xlarge"],
    'models.0.paths.0: a path of its server, such as /v1/chat/completions or /chat/v1/chat/completions; write paths: ["/v1"], or ["/chat/v1"] beside other language models',
  ],
  [
    "the path of another model",
    { paths: ["/other/v1"] },
    ["g6.xlarge"],
    'models.0.paths.0: a path of its server, such as /v1/chat/completions or /chat/v1/chat/completions; write paths: ["/v1"], or ["/chat/v1"] beside other language models',
  ],
  [
    "the health path of other images",
    { healthPath: "/healthz" },
    ["g6.xlarge"],
    "models.0.healthPath: /health, a path of its server; write healthPath: /health",
  ],
  [
    "a variable that turns the hub on",
    { environment: { HF_HUB_OFFLINE: "0" } },
    ["g6.xlarge"],
    "models.0.environment.HF_HUB_OFFLINE: no HF_HUB_OFFLINE with kind: llm, which sets it; remove it",
  ],
  [
    "shared memory of its own",
    { memoryVolumes: { own: { path: "/dev/shm", sizeMiB: 64 } } },
    ["g6.xlarge"],
    "models.0.memoryVolumes.own: no volume shm or /dev/shm with kind: llm, which has one; remove it",
  ],
  [
    "a volume with the name of the shared memory",
    { memoryVolumes: { shm: { path: "/srv/x", sizeMiB: 64 } }, memoryRequest: "11Gi" },
    ["g6.xlarge"],
    "models.0.memoryVolumes.shm: no volume shm or /dev/shm with kind: llm, which has one; remove it",
  ],
  [
    "no node group",
    { nodeGroup: undefined },
    ["g6.xlarge"],
    "models.0.nodeGroup: a node group with GPUs for the model; choose a node group of g5.xlarge or g6.xlarge",
  ],
  [
    "no image",
    { image: undefined },
    ["g6.xlarge"],
    "models.0.image: the image of vLLM in a registry of your own; add image: { tag: ... }, and push the image to its repository",
  ],
])("ML-01 a language model with %s is refused with the sum", (_, over, types, expected) => {
  const found = chat(over, types);
  expect(found).toContain(expected);
});

test("ML-01 a GPU without kernels in the image is refused, with the sizes that the file states of its type", () => {
  const change = {
    ...onGpus("p3dn.24xlarge"),
    instanceTypes: { "p3dn.24xlarge": { vcpus: 96, memoryGiB: 768, pods: 737, gpus: 8 } },
  };
  const small = { ...CHAT, llm: { model: "llama-3.2-3b", dtype: "float16", maxLength: 8192 } };
  expect(refusals(change, small)).toEqual([
    "models.0.nodeGroup: a model that fits on a p3dn.24xlarge: the image has kernels for a compute capability of 7.5 or more, and a V100 has 7.0; choose a node group of g4dn.xlarge or g4dn.2xlarge",
  ]);
});

test("ML-01 each mistake is refused once", () => {
  expect(chat(sizes({ maxLength: 65_536 }))).toHaveLength(1);
  expect(chat({ gpus: 0 }, ["g6.xlarge"])).toHaveLength(1);
  expect(chat({ ...sizes({ model: "qwen3-14b" }) }, ["g6.xlarge", "g6.2xlarge"])).toHaveLength(2);
});

test("ML-01 a card of the file is judged as one of the table, and its heads agree", () => {
  expect(chat({ llm: { card: CARD, maxLength: 8192 } })).toEqual([]);
  expect(chat({ llm: { card: { ...CARD, kvHeads: 7 }, maxLength: 8192 } })).toContain(
    "models.0.llm.card.kvHeads: a divisor of 32, the attentionHeads; correct it by config.json of the model (num_key_value_heads)",
  );
});

test("ML-01 a digit that the parameters of a card lack is found by its other sizes", () => {
  const lacking = { ...CARD, parameters: 803_026_124 };
  // 2 x 128,256 x 4096 of the tables, and 32 x 2 x 4096 x 14,336 of the feed-forward layers.
  expect(chat({ llm: { card: lacking, maxLength: 8192 } })).toContain(
    "models.0.llm.card.parameters: at least 4,808,769,536: those of the embedding and the output layer, and 2 x hiddenSize x feedForward for each of the layers; write all parameters, such as 8030261248, or correct the sizes by config.json of the model",
  );
  const large = {
    ...cardOf("llama-3.3-70b"),
    parameters: 7_055_370_650,
  };
  expect(chat({ llm: { card: large, maxLength: 8192 } }, ["g6e.xlarge"])).toContainEqual(
    expect.stringContaining("models.0.llm.card.parameters: at least 39,682,310,144"),
  );
});

test("ML-01 a user with another id is accepted, since the pod has its name and its home", () => {
  expect(chat({ runAsUser: 10_001 })).toEqual([]);
});

test("ML-01 a generated model has no problem exactly on the types that fit", () => {
  const names = Object.keys(MODEL_CARDS) as ModelCardName[];
  const types = ["g5.xlarge", "g6.12xlarge", "g6e.xlarge", "g6e.48xlarge", "p4d.24xlarge", "p5.48xlarge"];
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.constantFrom(1, 2, 4, 8),
      fc.integer({ min: 1, max: 140_000 }),
      fc.constantFrom(...types),
      (model, tensorParallel, maxLength, type) => {
        const serving = servingOf({ model, tensorParallel, maxLength, dtype: "bfloat16" });
        if (!serving) throw new Error(`no sizes of ${model}`);
        const fits = fittingTypes(serving).fits.some((each) => each.type === type);
        const found = chat(
          {
            llm: { model, tensorParallel, maxLength },
            gpus: tensorParallel,
            memoryRequest: `${podMemoryMiB(serving)}Mi`,
          },
          [type],
        );
        expect(found.length === 0).toBe(fits);
      },
    ),
    { numRuns: 40 },
  );
});

/** Gemma 3 4B by its sizes. */
const gemma = (over: object, modelType?: string) => ({
  ...CHAT,
  llm: {
    card: {
      parameters: 4_300_079_472,
      layers: 34,
      attentionHeads: 8,
      kvHeads: 4,
      headSize: 256,
      hiddenSize: 2560,
      vocabulary: 262_208,
      feedForward: 10_240,
      context: 131_072,
      tiedEmbeddings: true,
      ...(modelType === undefined ? {} : { modelType }),
    },
    maxLength: 4096,
    ...over,
  },
});

test.each<readonly [string, object, string, readonly string[]]>([
  [
    "bfloat16 on a T4, for a type that refuses float16",
    gemma({}, "gemma3"),
    "g4dn.xlarge",
    [
      "models.0.llm.dtype: a model that fits on a g4dn.xlarge: bfloat16 needs a compute capability of 8.0, and a T4 has 7.5; choose a node group of g5.xlarge or g6.xlarge",
    ],
  ],
  [
    "float16, which the server refuses for the type",
    gemma({ dtype: "float16" }, "gemma3"),
    "g4dn.xlarge",
    [
      "models.0.llm.dtype: a model that fits on a g4dn.xlarge: the server refuses float16 for a model of type gemma3; choose a node group of g5.xlarge or g6.xlarge",
    ],
  ],
  [
    "float16 on an L4",
    gemma({ dtype: "float16" }, "gemma3_text"),
    "g6.xlarge",
    [
      "models.0.llm.dtype: a model that fits on a g6.xlarge: the server refuses float16 for a model of type gemma3_text; write dtype: bfloat16",
    ],
  ],
  [
    "bfloat16 on a T4, for an unknown type",
    gemma({}),
    "g4dn.xlarge",
    [
      "models.0.llm.dtype: a model that fits on a g4dn.xlarge: bfloat16 needs a compute capability of 8.0, and a T4 has 7.5; choose a node group of g5.xlarge or g6.xlarge",
    ],
  ],
  ["float16 for an unknown type, which is not judged", gemma({ dtype: "float16" }), "g4dn.xlarge", []],
])("ML-01 the type of a model decides on float16: %s", (_, model, type, expected) => {
  expect(refusals(onGpus(type), model)).toEqual(expected);
});
