import { configWith } from "../support/environments";
import { CHAT, onGpus } from "../support/llm";
import { rules } from "../../src/environment/rules/all";
import { withLlmDefaults } from "../../src/environment/loader/llm-defaults";

const WEIGHTS = { sizeGiB: 20, mode: "mount", mibPerSecond: 500 };

/** Problems of a language model with keys beside its model and length. */
function refusals(llm: object, type = "g6e.xlarge", more: object = { weights: WEIGHTS }): string[] {
  const model = { ...CHAT, ...more, llm: { model: "llama-3.1-8b", maxLength: 8192, ...llm } };
  const written = withLlmDefaults({ cluster: onGpus(type).cluster, models: [model] });
  const { models } = written as { models: object[] };
  return rules(configWith("retail-forecast", { ...onGpus(type), models })).map(
    ({ path, expected, fix }) => `${path.join(".")}: ${expected}; ${fix}`,
  );
}

const SQL = { folders: { sql: "adapters/sql/" } };
const DRAFT = { tokens: 4, draft: { model: "qwen3-0.6b", folder: "draft/" } };

describe("adapters", () => {
  test("of a model whose files are in a folder are accepted", () => {
    expect(refusals({ adapters: SQL })).toEqual([]);
    expect(refusals({ adapters: { ...SQL, rank: 64, atOnce: 1 } })).toEqual([]);
  });

  test("need files in a folder, since the server reads no adapter from the bucket", () => {
    expect(refusals({ adapters: SQL }, "g6e.xlarge", {})).toEqual([
      "models.0.llm.adapters: weights beside it, since the server reads these files from a folder and not from the bucket; add weights, such as weights: { mode: mount, sizeGiB: 15.0 }",
    ]);
  });

  test.each<readonly [string, object, string]>([
    [
      "the name of the model",
      { adapters: { folders: { chat: "adapters/chat/" } } },
      "models.0.llm.adapters.folders.chat: another name than that of the model, since clients ask for both by their names; rename the adapter",
    ],
    [
      "more at once than there are",
      { adapters: { ...SQL, atOnce: 2 } },
      "models.0.llm.adapters.atOnce: at most 1, the number of folders; write atOnce: 1, or remove it",
    ],
    [
      "a vocabulary that the server refuses",
      { model: "gemma-3-4b", adapters: SQL },
      "models.0.llm.adapters: a model with a vocabulary of at most 258,048 tokens, and this one has 262,208: the server ends with an adapter; remove adapters, or merge the adapter into the weights",
    ],
    [
      "experts",
      { model: "gpt-oss-20b", adapters: SQL },
      "models.0.llm.adapters: a model of dense layers with attention: memory of adapters of other layers is not counted in this version; remove adapters, or merge the adapter into the weights",
    ],
    [
      "states",
      { model: "qwen3.5-9b", adapters: SQL },
      "models.0.llm.adapters: a model of dense layers with attention: memory of adapters of other layers is not counted in this version; remove adapters, or merge the adapter into the weights",
    ],
  ])("with %s are refused", (_name, llm, expected) => {
    expect(refusals(llm, "g6e.2xlarge", { weights: { ...WEIGHTS, sizeGiB: 40 } })).toContain(expected);
  });

  test("take memory of the GPU", () => {
    const folders = Object.fromEntries(
      Array.from({ length: 16 }, (_, index) => [`a${index}`, `a/${index}/`]),
    );
    const [found = ""] = refusals({ adapters: { folders, rank: 512 } }, "g6e.xlarge");
    expect(found).toContain("models.0.nodeGroup: a model that fits on a g6e.xlarge");
    expect(found).toContain("44.0 of adapters");
  });

  test.each(["/adapters/sql/", "../sql/", "adapters/sql", "a b/", "a//b/"])(
    "a folder %s is no folder",
    (folder) => {
      expect(() => refusals({ adapters: { folders: { sql: folder } } })).toThrow("adapters/sql/");
    },
  );
});

describe("extra arguments", () => {
  test("of the server are accepted", () => {
    expect(refusals({ extraArguments: ["--max-logprobs=5", "--no-enable-prefix-caching"] })).toEqual([]);
  });

  test.each<readonly [string, string]>([
    ["--port=9000", "another flag than --port, which port sets; write port, and remove the flag"],
    [
      "--max-model-len=4096",
      "another flag than --max-model-len, which llm.maxLength sets; write llm.maxLength, and remove the flag",
    ],
    [
      "--max_model_len=4096",
      "another flag than --max_model_len, which llm.maxLength sets; write llm.maxLength, and remove the flag",
    ],
    [
      "--enable-lora",
      "another flag than --enable-lora, which llm.adapters sets; write llm.adapters, and remove the flag",
    ],
    [
      "--no-enable-lora",
      "another flag than --no-enable-lora, which llm.adapters sets; write llm.adapters, and remove the flag",
    ],
    [
      "--disable-lora",
      "another flag than --disable-lora, which llm.adapters sets; write llm.adapters, and remove the flag",
    ],
    [
      "--kv-offloading-size=4",
      "another flag than --kv-offloading-size, which llm.cpuCacheGiB sets; write llm.cpuCacheGiB, and remove the flag",
    ],
    [
      "--trust-remote-code",
      "no --trust-remote-code: it runs code from the files of the model; remove the flag",
    ],
    [
      "--allow-credentials",
      "no --allow-credentials: pages of any origin call the server with the credentials of a browser; remove the flag",
    ],
    [
      "--api-key=secret",
      "no --api-key: the key would be in the state of Terraform and in each listing of processes; remove the flag",
    ],
    [
      "--tool-parser-plugin=/x.py",
      "no --tool-parser-plugin: it runs code of a file that no check reads; remove the flag",
    ],
    [
      "--pipeline-parallel-size=2",
      "no --pipeline-parallel-size: it changes the GPUs or the memory of the pod, which keys of llm count; remove the flag",
    ],
    [
      "--kv-transfer-config.kv_connector=x",
      "no --kv-transfer-config: it opens connections between servers, which no rule admits; remove the flag",
    ],
    [
      "--enable-fastapi-docs",
      "no --enable-fastapi-docs: pages about the server stay off, since each client would have them; remove the flag",
    ],
  ])("%s is refused", (flag, expected) => {
    expect(refusals({ extraArguments: [flag] })).toEqual([`models.0.llm.extraArguments.0: ${expected}`]);
  });

  test.each(["-tp=2", "max-logprobs=5", "--Max=1", "--max-logprobs 5"])(
    "%s is no flag with its value",
    (flag) => {
      expect(() => refusals({ extraArguments: [flag] })).toThrow("--max-logprobs=5");
    },
  );
});

test("a chat template is a file of the folder", () => {
  expect(refusals({ chatTemplate: "templates/tools.jinja" })).toEqual([]);
  expect(refusals({ chatTemplate: "templates/tools.jinja" }, "g6e.xlarge", {})).toEqual([
    "models.0.llm.chatTemplate: weights beside it, since the server reads these files from a folder and not from the bucket; add weights, such as weights: { mode: mount, sizeGiB: 15.0 }",
  ]);
  expect(() => refusals({ chatTemplate: "/etc/passwd" })).toThrow("tools.jinja");
});

describe("speculative decoding", () => {
  test("by the words of the prompt needs no files", () => {
    expect(refusals({ speculative: { tokens: 4 } }, "g6e.xlarge", {})).toEqual([]);
  });

  test("by a draft model counts both models", () => {
    const large = { weights: { ...WEIGHTS, sizeGiB: 64 } };
    expect(
      refusals({ model: "qwen3-32b", tensorParallel: 4, speculative: DRAFT }, "g6e.12xlarge", large),
    ).toEqual([]);
  });

  test.each<readonly [string, object, object, string]>([
    [
      "another vocabulary",
      { speculative: DRAFT },
      { weights: WEIGHTS },
      "models.0.llm.speculative: a draft model with the vocabulary of the model: 151,936 tokens, and the model has 128,256; choose a smaller model of the same family",
    ],
    [
      "files in the bucket only",
      { model: "qwen3-8b", speculative: DRAFT },
      {},
      "models.0.llm.speculative: weights beside it, since the server reads these files from a folder and not from the bucket; add weights, such as weights: { mode: mount, sizeGiB: 16.4 }",
    ],
    [
      "too small a size of both",
      { model: "qwen3-8b", speculative: DRAFT },
      { weights: { ...WEIGHTS, sizeGiB: 16 } },
      "models.0.weights.sizeGiB: at least 16.4, since the files have 16.4 GiB (8,786,785,280 parameters of 16 bits); write sizeGiB: 16.4",
    ],
  ])("with %s is refused", (_name, llm, more, expected) => {
    expect(refusals(llm, "g6e.xlarge", more)).toContain(expected);
  });
});

test("a cache of prefixes on the CPU takes memory of the pod", () => {
  expect(refusals({ cpuCacheGiB: 8 }, "g6e.xlarge", {})).toEqual([]);
  expect(refusals({ cpuCacheGiB: 8 }, "g6e.xlarge", { memoryRequest: "10Gi" })).toEqual([
    "models.0.memoryRequest: at least 18432Mi for the processes of vLLM, their buffers and shared memory; raise memoryRequest",
  ]);
  const [found = ""] = refusals({ cpuCacheGiB: 64 }, "g6e.xlarge", {});
  expect(found).toContain("the pod needs 74 GiB of memory for its processes");
});
