import { type Serving } from "../facts/llm/memory";
import { MODEL_CARDS, type ModelCard } from "../facts/llm/model-cards";
import { type EnvironmentConfig } from "./schema";

type Llm = NonNullable<EnvironmentConfig["models"][number]["llm"]>;

/** Sizes of a model, by the table or by the file; undefined if the file has neither. */
function cardOf({ model, card }: Llm): ModelCard | undefined {
  if (model !== undefined) return MODEL_CARDS[model];
  if (card === undefined) return undefined;
  const { tiedEmbeddings, ...sizes } = card;
  const tables = tiedEmbeddings ? 1 : 2;
  return { ...sizes, embeddingParameters: tables * card.vocabulary * card.hiddenSize };
}

/** A language model as the arithmetic takes it; undefined without its sizes. */
export function servingOf(llm: Llm | undefined): Serving | undefined {
  const card = llm && cardOf(llm);
  if (!card) return undefined;
  const { tensorParallel, maxLength, dtype, quantization } = llm;
  return { card, tensorParallel, maxLength, dtype, quantization };
}
