import { z } from "../../base/zod";
import { DTYPES } from "../../facts/serving";
import { MODEL_CARDS, type ModelCardName } from "../../facts/model-cards";
import { QUANTIZATIONS, type Quantization } from "../../facts/quantizations";

/** The most GPUs of an instance. */
const MOST_GPUS = 16;

const size = (name: string, what: string) =>
  z.int().min(1).max(10_000_000).describe(`${what} (\`${name}\` of config.json).`);

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
    tiedEmbeddings: z
      .boolean()
      .default(false)
      .describe("The output layer is the embedding (`tie_word_embeddings` of config.json)."),
  })
  .describe(
    "Sizes of a model that the table lacks. All of its layers have full attention: the cache of models with sliding windows, latent attention or state layers is another one.",
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
      .describe("Data type of the weights that are not quantized, and of the KV cache."),
    quantization: z
      .enum(Object.keys(QUANTIZATIONS) as [Quantization, ...Quantization[]])
      .optional()
      .describe(
        "Precision of the weights. The files have it already, except for `fp8_per_tensor`, to which the server converts files of 16 bits. Default: `dtype`.",
      ),
  })
  .describe(
    "A language model that vLLM serves from the files below `bucketPrefix`: weights, configuration and tokenizer. For `kind: llm` only. Memory of its GPUs and arguments of the server follow from it.",
  );
