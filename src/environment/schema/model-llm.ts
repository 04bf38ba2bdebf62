import { z } from "../../base/zod";
import { expects } from "../expects";
import { kubernetesName } from "../values";
import { DTYPES } from "../../facts/serving";
import { MODEL_CARDS, type ModelCardName } from "../../facts/model-cards";
import vllm from "../../facts/keys-of-vllm.json";
import { QUANTIZATIONS, type Quantization } from "../../facts/quantizations";

/** The most GPUs of an instance. */
const MOST_GPUS = 16;

const size = (name: string, what: string) =>
  z.int().min(1).max(20_000_000).describe(`${what} (\`${name}\` of config.json).`);

const attention = z.strictObject({
  kind: z
    .enum(["full", "sliding", "chunked", "latent", "state", "none"])
    .describe(
      "`full` keeps all tokens, `sliding` those of a window, `chunked` those of a part of the text (Llama 4), `latent` one vector of each token (MLA), `state` memory of any length (linear attention), `none` nothing (encoders).",
    ),
  layers: z.int().min(1).max(10_000).describe("Layers of this kind."),
  window: size("sliding_window`, `attention_chunk_size", "Tokens of a window or part").optional(),
  kvHeads: size("num_key_value_heads", "Heads in the cache. Default: `kvHeads` of the card").optional(),
  headSize: size("head_dim", "Size of a head; for `latent`, `kv_lora_rank` + `qk_rope_head_dim`").optional(),
  stateBytes: z.int().min(1).max(1e9).optional().describe("Memory of one sequence in a layer, for `state`."),
});

const card = z
  .strictObject({
    parameters: z.int().min(1).max(2_000_000_000_000).describe("All parameters of the model."),
    layers: size("num_hidden_layers", "Layers with attention"),
    attentionHeads: size("num_attention_heads", "Attention heads of a layer"),
    kvHeads: size("num_key_value_heads", "Heads whose keys and values are in the cache"),
    headSize: size("head_dim", "Size of a head"),
    hiddenSize: size("hidden_size", "Size of the state of a token"),
    vocabulary: size("vocab_size", "Tokens that the model knows"),
    feedForward: size("intermediate_size", "Width of a feed-forward layer; of all active experts together"),
    context: size("max_position_embeddings", "Longest prompt and answer together, in tokens"),
    attention: z
      .array(attention)
      .min(1)
      .optional()
      .describe("Kinds of attention, with all `layers` together. Default: full attention in each."),
    weightBytes: z
      .int()
      .min(1)
      .max(1e13)
      .optional()
      .describe(
        "Bytes of the files (`metadata.total_size` of model.safetensors.index.json). Default: by `parameters`.",
      ),
    modelType: z
      .string()
      .regex(/^[\w.-]+$/, expects("a name such as llama", "write model_type of config.json"))
      .optional()
      .describe("Architecture (`model_type` of config.json)."),
    tiedEmbeddings: z
      .boolean()
      .default(false)
      .describe("The output layer is the embedding (`tie_word_embeddings` of config.json)."),
  })
  .describe(
    "Sizes of a model that the table lacks. `show card ./config.json` writes them by the files of the model.",
  );

/** Texts below the prefix of a model. */
const below = (pattern: RegExp, expected: string, fix: string) =>
  z.string().max(512).regex(pattern, expects(expected, fix));

const folder = below(
  /^([A-Za-z0-9][\w.-]*\/)+$/,
  "a folder below the prefix of the model, with / at its end",
  "write its name without the prefix, such as adapters/sql/",
);

const adapters = z
  .strictObject({
    folders: z
      .record(kubernetesName(63), folder)
      .refine(
        (all) => Object.keys(all).length > 0,
        expects("an adapter", "add one, such as sql: adapters/sql/"),
      )
      .describe(
        "Folder of each adapter by the name that clients ask for as the model, with `adapter_config.json` and `adapter_model.safetensors`.",
      ),
    rank: z
      .literal([1, 8, 16, 32, 64, 128, 256, 320, 512])
      .default(16)
      .describe("Largest rank of all (`r` of adapter_config.json), by the steps of the server."),
    atOnce: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe("Adapters of one batch. Each has a slot of the largest rank on each GPU. Default: all."),
  })
  .describe("Adapters (LoRA) of the model. `weights` is needed beside them. Default: none.");

const draft = z
  .strictObject({
    folder: folder.describe("Folder of its files."),
    model: z
      .enum(Object.keys(MODEL_CARDS) as [ModelCardName, ...ModelCardName[]])
      .describe("Model of the table. Its fine-tuned models have the same sizes."),
  })
  .describe(
    "A smaller model with the same vocabulary. `weights` is needed beside it. Default: the words of the prompt.",
  );

export const llmSchema = z
  .strictObject({
    model: z
      .enum(Object.keys(MODEL_CARDS) as [ModelCardName, ...ModelCardName[]])
      .optional()
      .describe("Model whose sizes this version knows. Its fine-tuned models have the same."),
    card: card.optional(),
    tensorParallel: z
      .int()
      .min(1)
      .max(MOST_GPUS)
      .default(1)
      .describe("GPUs of one instance that share each layer. `gpus` has the same number."),
    maxLength: z
      .int()
      .min(1)
      .max(10_000_000)
      .describe("Longest prompt and answer together, in tokens. One such sequence must fit in the KV cache."),
    dtype: z
      .enum(DTYPES)
      .default("bfloat16")
      .describe("Data type of the weights that are not quantized, and of the KV cache without `cacheDtype`."),
    quantization: z
      .enum(Object.keys(QUANTIZATIONS) as [Quantization, ...Quantization[]])
      .optional()
      .describe(
        "Precision of the weights. The files have it already, except for `fp8_per_tensor`, to which the server converts files of 16 bits. Default: that of the files of `model`, or `dtype`.",
      ),
    maxSequences: z.int().min(1).max(65_536).optional().describe("Sequences at once. Default: by the GPU."),
    batchTokens: z
      .int()
      .min(1)
      .max(1_048_576)
      .optional()
      .describe("Tokens of one step. Default: by the GPU."),
    toolParser: z
      .enum(vllm.toolParsers as [string, ...string[]])
      .optional()
      .describe(
        "Parser of calls of tools in an answer, by the name of the server. Clients then state tools.",
      ),
    reasoningParser: z
      .enum(vllm.reasoningParsers as [string, ...string[]])
      .optional()
      .describe("Parser of the thoughts before an answer, by the name of the server."),
    cacheDtype: z
      .enum(["fp8"])
      .optional()
      .describe("Data type of the KV cache, on GPUs from a compute capability of 8.9 on. Default: `dtype`."),
    adapters: adapters.optional(),
    chatTemplate: below(
      /^([A-Za-z0-9][\w.-]*\/)*[A-Za-z0-9][\w.-]*\.jinja$/,
      "a file below the prefix of the model that ends with .jinja",
      "write its name without the prefix, such as templates/tools.jinja",
    )
      .optional()
      .describe("Template of conversations. `weights` is needed beside it. Default: that of the files."),
    speculative: z
      .strictObject({
        tokens: z.int().min(1).max(32).describe("Tokens that are guessed in one step."),
        draft: draft.optional(),
      })
      .optional()
      .describe("Guesses of next tokens, which the model confirms in one step. Default: none."),
    cpuCacheGiB: z
      .int()
      .min(1)
      .max(2000)
      .optional()
      .describe(
        "Cache of prefixes that the GPUs have no room for, in GiB of the memory of the pod, for all its GPUs together. Default: none.",
      ),
    extraArguments: z
      .array(
        z
          .string()
          .max(4096)
          .regex(
            /^--[a-z][a-z0-9_-]*(\.[\w.-]+)?(=.+)?$/,
            expects("a flag with its value in one text", "write it such as --max-logprobs=5"),
          ),
      )
      .min(1)
      .optional()
      .describe(
        "Further flags of the server. Flags that other keys set, or that call out, open the server or change what is counted, are refused. Default: none.",
      ),
  })
  .describe(
    "A language model that vLLM serves from the files below `bucketPrefix`: weights, configuration and tokenizer. For `kind: llm` only. Memory of its GPUs and arguments of the server follow from it.",
  );
