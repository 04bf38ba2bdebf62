import { problemsOfKeys } from "../support/minimal-file";
import { withLlmDefaults } from "../../src/environment/loader/llm-defaults";

const derived = (model: object, ...others: readonly object[]) =>
  (withLlmDefaults({ models: [model, ...others] }) as { models: Record<string, unknown>[] }).models[0];

const CHAT = {
  name: "chat",
  kind: "llm",
  image: { tag: "v0.33.0" },
  llm: { model: "llama-3.1-8b", maxLength: 8192 },
  nodeGroup: "gpu",
};

/** Problems of a file with a language model and GPUs of a type. */
const problems = (model: object, type = "g6.xlarge") =>
  problemsOfKeys({
    cluster: {
      admins: ["arn:aws:iam::111122223333:role/platform-admin"],
      nodeGroups: { general: {}, gpu: { instanceTypes: [type], diskGiB: 200 } },
    },
    models: [model],
  });

test("ML-01 a language model needs its sizes, an image and a node group only", () => {
  expect(problems(CHAT)).toEqual([]);
  const large = { ...CHAT, llm: { model: "llama-3.3-70b", tensorParallel: 8, maxLength: 32_768 } };
  expect(problems(large, "g6e.48xlarge")).toEqual([]);
});

test("ML-01 GPUs, CPU, memory, folders, user, paths, start and replicas follow from a language model", () => {
  expect(derived(CHAT)).toEqual({
    ...CHAT,
    gpus: 1,
    cpuRequest: "2",
    memoryRequest: "10Gi",
    runAsUser: 2000,
    tmpMiB: 1024,
    modelCacheMiB: 4096,
    paths: ["/chat/v1"],
    startupSeconds: 600,
    replicas: { max: 2 },
  });
  expect(
    derived({ ...CHAT, llm: { model: "llama-3.3-70b", tensorParallel: 8, maxLength: 32_768 } }),
  ).toMatchObject({ gpus: 8, cpuRequest: "9", memoryRequest: "47Gi", startupSeconds: 600 });
});

test("ML-01 memory volumes are a part of the memory of a language model", () => {
  const volumes = { cache: { path: "/cache", sizeMiB: 2048 } };
  expect(derived({ ...CHAT, memoryVolumes: volumes })).toMatchObject({ memoryRequest: "12Gi" });
  expect(problems({ ...CHAT, memoryVolumes: volumes })).toEqual([]);
});

test("ML-01 a key that the file has stays as it is", () => {
  const written = {
    ...CHAT,
    gpus: 2,
    cpuRequest: "4",
    memoryRequest: "64Gi",
    runAsUser: 10001,
    tmpMiB: 1,
    modelCacheMiB: 1,
    paths: ["/v1"],
    startupSeconds: 10,
    replicas: { min: 3, max: 5 },
  };
  expect(derived(written)).toEqual(written);
});

test("ML-01 replicas of a language model are as many as its minimum, unless the file has a maximum", () => {
  expect(derived({ ...CHAT, replicas: { min: 3 } })).toMatchObject({ replicas: { min: 3, max: 3 } });
});

test("ML-01 the CPU of a language model does not show its load, so more replicas need another trigger", () => {
  expect(problems({ ...CHAT, replicas: { min: 1, max: 3 } })).toEqual([
    "prod.yaml:29:12 models[0].replicas.max: got 3, expected 1, replicas.min: the autoscaler knows CPU only, which does not show the load of a language model; add ebs-csi: {}, prometheus: {} and keda: {} to components, or write max: 1, or raise min",
  ]);
});

test.each<readonly [string, object, object, number]>([
  ["a fast network", {}, { instanceTypes: ["g6e.4xlarge"] }, 600],
  [
    "the network of the slowest type",
    { llm: { model: "qwen3-14b", maxLength: 8192 } },
    { instanceTypes: ["g6e.4xlarge", "g6e.xlarge"] },
    720,
  ],
  [
    "a type whose network no table has",
    { llm: { model: "qwen3-14b", maxLength: 8192 } },
    { instanceTypes: ["g9.xlarge"] },
    960,
  ],
  ["a root disk", { weights: { mode: "download" } }, { instanceTypes: ["g6e.4xlarge"] }, 660],
  [
    "a faster root disk",
    { weights: { mode: "download" } },
    { instanceTypes: ["g6e.4xlarge"], diskMiBps: 1000 },
    600,
  ],
  [
    "an instance store",
    { weights: { mode: "download" } },
    { instanceTypes: ["g6e.4xlarge"], instanceStore: true },
    600,
  ],
  // The start-up probe adds the read.
  [
    "a mounted bucket",
    { llm: { model: "qwen3-14b", maxLength: 8192 }, weights: { mode: "mount" } },
    { instanceTypes: ["g6e.xlarge"] },
    600,
  ],
])("ML-01 the start of a language model has twice the predicted time of %s", (_, over, group, expected) => {
  const value = { cluster: { nodeGroups: { gpu: group } }, models: [{ ...CHAT, ...over }] };
  expect(withLlmDefaults(value)).toMatchObject({ models: [{ startupSeconds: expected }] });
});

test("ML-01 a value that the schema refuses leaves the defaults of the others, and has one problem", () => {
  expect(problems({ ...CHAT, llm: { ...CHAT.llm, maxLength: "8k" } })).toEqual([
    expect.stringContaining(
      "got 8k, expected a whole number from 1 to 10000000; write 8000, or the exact number",
    ),
  ]);
  expect(derived({ ...CHAT, llm: { ...CHAT.llm, quantization: "int4" } })).toMatchObject({
    memoryRequest: "10Gi",
  });
  expect(problems({ ...CHAT, replicas: { min: 0 } })).toEqual([
    expect.stringContaining("models[0].replicas.min: got 0, expected at least 1"),
  ]);
});

test("ML-01 without sizes only what every language model needs is derived", () => {
  const without: object = { ...CHAT, llm: undefined };
  const fixed = { cpuRequest: "2", runAsUser: 2000, tmpMiB: 1024, modelCacheMiB: 4096, paths: ["/chat/v1"] };
  expect(derived(without)).toEqual({
    ...without,
    ...fixed,
    gpus: 1,
    startupSeconds: 600,
    replicas: { max: 2 },
  });
});

test("ML-01 models of another kind, and values without a form that the schema knows, stay as they are", () => {
  const models = [{ name: "a" }, { ...CHAT, name: 1 }, "chat", null];
  expect(withLlmDefaults({ models })).toEqual({ models });
  expect(withLlmDefaults({ models: "chat" })).toEqual({ models: "chat" });
  expect(withLlmDefaults(undefined)).toBeUndefined();
});

test("ML-01 a card in words of config.json and of its page is corrected by each key", () => {
  const card = {
    parameters: "8B",
    num_hidden_layers: 32,
    num_attention_heads: 32,
    num_key_value_heads: 8,
    head_dim: 128,
    hidden_size: 4096,
    vocab_size: 128_256,
    intermediate_size: 14_336,
    max_position_embeddings: 131_072,
    tie_word_embeddings: false,
  };
  const found = problems({ ...CHAT, llm: { card, maxLength: 8192 } }).join("\n");
  expect(found).toContain(
    "parameters: got 8B, expected a whole number from 1 to 2000000000000; write 8000000000, or the exact number",
  );
  for (const [key, ours] of [
    ["num_hidden_layers", "layers"],
    ["num_attention_heads", "attentionHeads"],
    ["num_key_value_heads", "kvHeads"],
    ["head_dim", "headSize"],
    ["vocab_size", "vocabulary"],
    ["intermediate_size", "feedForward"],
    ["max_position_embeddings", "context"],
    ["tie_word_embeddings", "tiedEmbeddings"],
  ] as const) {
    expect(found).toMatch(new RegExp(`card\\.${key}: got ${key}, .*${ours}`));
  }
  expect(found).not.toContain("remove it");
});
