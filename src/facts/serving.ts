import { own } from "../base/own";
import { MODEL_CARDS, type ModelCard, type ModelCardName } from "./model-cards";
import { type FlagKeys, serverFlags, slotsOf } from "./llm/server-flags";
import { type Quantization } from "./quantizations";

/** Data types of weights that are not quantized, and of the KV cache. */
export const DTYPES = ["bfloat16", "float16"] as const;

/** A model on the GPUs of one pod. */
export interface Serving {
  readonly card: ModelCard;
  /** GPUs that share each layer. */
  readonly tensorParallel: number;
  /** Longest prompt and answer together, in tokens. */
  readonly maxLength: number;
  readonly dtype: (typeof DTYPES)[number];
  /** @default - weights have `dtype` */
  readonly quantization?: Quantization | undefined;
  /** Share of the memory of a GPU that the server uses. @default - that of the server */
  readonly utilization?: number;
  /** Data type of the KV cache. @default - that of `dtype` */
  readonly cacheDtype?: "fp8" | undefined;
  /** Sequences at once. @default - those of the server */
  readonly maxSequences?: number | undefined;
  /** Tokens of one step. @default - those of the server */
  readonly batchTokens?: number | undefined;
  /** Slots of each GPU for adapters (LoRA), and their largest rank. @default - none */
  readonly adapters?: { readonly rank: number; readonly slots: number } | undefined;
  /** A smaller model that guesses next tokens. @default - none */
  readonly draft?: ModelCard | undefined;
  /** Cache of prefixes in the memory of the pod, for all GPUs together. @default 0 */
  readonly cpuCacheGiB?: number | undefined;
  /** Arguments that keys of the file state as they are. @default - none */
  readonly flags?: readonly string[];
}

/** Keys of `llm` in a file, after defaults. */
export interface LlmKeys extends FlagKeys, Pick<Serving, "maxSequences" | "batchTokens" | "cpuCacheGiB"> {
  /** A card of the table. @default - `card` has the sizes */
  readonly model?: ModelCardName | undefined;
  /** Sizes of another model. @default - `model` names a card of the table */
  readonly card?: LlmCard | undefined;
  readonly tensorParallel: number;
  readonly maxLength: number;
  readonly dtype: (typeof DTYPES)[number];
  /** @default - weights have `dtype` */
  readonly quantization?: Quantization | undefined;
  /** Data type of the KV cache. @default - that of `dtype` */
  readonly cacheDtype?: "fp8" | undefined;
  /** Guesses of next tokens, with the sizes of the draft model. @default - none */
  readonly speculative?: { readonly tokens: number; readonly draft?: DraftKeys | undefined } | undefined;
  /** A template in place of that of the files. @default - none */
  readonly chatTemplate?: string | undefined;
}

/** The model that guesses next tokens, with the format that its files have. */
interface DraftKeys {
  readonly model: ModelCardName;
  readonly folder: string;
}

/** Sizes that a file states of a model. */
type LlmCard = Omit<ModelCard, "embeddingParameters" | "format"> & { readonly tiedEmbeddings: boolean };

/** A language model as the arithmetic takes it; undefined without its sizes. */
export function servingOf(llm: LlmKeys | undefined): Serving | undefined {
  const card = llm && cardOf(llm);
  if (!card) return undefined;
  const { tensorParallel, maxLength, dtype, quantization = card.format, cacheDtype } = llm;
  const { maxSequences, batchTokens, cpuCacheGiB } = llm;
  const draft = llm.speculative?.draft && cardOf(llm.speculative.draft);
  const { adapters } = llm;
  return {
    card,
    tensorParallel,
    maxLength,
    dtype,
    quantization,
    cacheDtype,
    maxSequences,
    batchTokens,
    cpuCacheGiB,
    adapters: adapters && { rank: adapters.rank, slots: slotsOf(llm) },
    draft,
    flags: serverFlags(llm),
  };
}

/** Sizes of a model, by the table or by the file; undefined if the file has neither. */
function cardOf({ model, card }: Pick<LlmKeys, "model" | "card">): ModelCard | undefined {
  if (model !== undefined) return own<ModelCard>(MODEL_CARDS, model);
  if (card === undefined) return undefined;
  const { tiedEmbeddings, attention = kindsOf(card), ...sizes } = card;
  const tables = tiedEmbeddings ? 1 : 2;
  return { ...sizes, attention, embeddingParameters: tables * card.vocabulary * card.hiddenSize };
}

const SAME = ["layers", "attentionHeads", "kvHeads", "headSize", "hiddenSize", "vocabulary"] as const;

/** Kinds of attention of the model of the table with the same sizes, for a card that states none. */
const kindsOf = (card: LlmCard): ModelCard["attention"] =>
  Object.values(MODEL_CARDS).find((known) => SAME.every((size) => known[size] === card[size]))?.attention;
