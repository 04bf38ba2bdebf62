import { MODEL_CARDS, type ModelCard } from "../../src/facts/model-cards";

/** Parts of an architecture that no card needs, from the same config.json: width of the feed-forward layers, experts, biases, norms. */
interface Architecture {
  readonly feedForward: number;
  readonly experts?: number;
  readonly queryBias?: boolean;
  readonly headNorms?: boolean;
  readonly tied?: boolean;
}

const ARCHITECTURES: Readonly<Record<keyof typeof MODEL_CARDS, Architecture>> = {
  "llama-3.2-3b": { feedForward: 8192, tied: true },
  "llama-3.1-8b": { feedForward: 14_336 },
  "llama-3.3-70b": { feedForward: 28_672 },
  "qwen2.5-7b-instruct": { feedForward: 18_944, queryBias: true },
  "qwen3-8b": { feedForward: 12_288, headNorms: true },
  "qwen3-14b": { feedForward: 17_408, headNorms: true },
  "qwen3-32b": { feedForward: 25_600, headNorms: true },
  "qwen3-30b-a3b": { feedForward: 768, experts: 128, headNorms: true },
  "mistral-7b-v0.3": { feedForward: 14_336 },
  "mixtral-8x7b-v0.1": { feedForward: 14_336, experts: 8 },
};

/** Number of parameters by the tensors of the architecture. */
function counted(
  card: ModelCard,
  { feedForward, experts, queryBias, headNorms, tied }: Architecture,
): number {
  const { layers, attentionHeads, kvHeads, headSize, hiddenSize, vocabulary } = card;
  const [query, keyValue] = [attentionHeads * headSize, kvHeads * headSize];
  const attention = hiddenSize * (2 * query + 2 * keyValue);
  const biases = queryBias ? query + 2 * keyValue : 0;
  const norms = 2 * hiddenSize + (headNorms ? 2 * headSize : 0);
  const perExpert = 3 * hiddenSize * feedForward;
  const feed = experts === undefined ? perExpert : experts * perExpert + experts * hiddenSize;
  return layers * (attention + biases + norms + feed) + hiddenSize + (tied ? 1 : 2) * vocabulary * hiddenSize;
}

const NAMES = Object.keys(MODEL_CARDS) as (keyof typeof MODEL_CARDS)[];

test.each(NAMES)("the parameters of %s are those of its tensors", (name) => {
  expect(MODEL_CARDS[name].parameters).toBe(counted(MODEL_CARDS[name], ARCHITECTURES[name]));
});

test.each(NAMES)("the embedding of %s is once or twice its vocabulary", (name) => {
  const { embeddingParameters, vocabulary, hiddenSize } = MODEL_CARDS[name];
  expect(embeddingParameters).toBe((ARCHITECTURES[name].tied ? 1 : 2) * vocabulary * hiddenSize);
});

test.each(NAMES)("the heads of %s are in equal groups for each KV head", (name) => {
  const { attentionHeads, kvHeads } = MODEL_CARDS[name];
  expect(attentionHeads % kvHeads).toBe(0);
});

test("a model of 8 and one of 70 billion parameters of Llama 3, a Qwen, a Mistral and a Mixtral have a card", () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(8);
  expect(NAMES).toEqual(
    expect.arrayContaining([
      "llama-3.1-8b",
      "llama-3.3-70b",
      "qwen3-8b",
      "mistral-7b-v0.3",
      "mixtral-8x7b-v0.1",
    ]),
  );
});
