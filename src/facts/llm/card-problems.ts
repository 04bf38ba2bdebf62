import { type ModelCard } from "./model-card";
import { layersOf } from "./attention";

/** A key of a card that contradicts another. */
interface CardProblem {
  readonly about: "card";
  readonly key: "kvHeads" | "parameters" | "attention";
  readonly why: string;
  readonly fix: string;
}

/** Keys that each kind of attention needs. */
const NEEDED = {
  full: [],
  sliding: ["window"],
  chunked: ["window"],
  latent: ["headSize"],
  state: ["stateBytes"],
  none: [],
} as const;

/** Contradictions in the sizes of a card. */
export function cardProblems(card: ModelCard): CardProblem[] {
  const { attentionHeads, kvHeads, parameters, embeddingParameters } = card;
  // A feed-forward layer has at least two matrices, also where its experts are more.
  const least = embeddingParameters + card.layers * 2 * card.hiddenSize * card.feedForward;
  const problem = (key: CardProblem["key"], holds: boolean, why: string, fix: string): CardProblem[] =>
    holds ? [] : [{ about: "card", key, why, fix }];
  return [
    ...problem(
      "kvHeads",
      attentionHeads % kvHeads === 0,
      `a divisor of ${attentionHeads}, the attentionHeads`,
      "correct it by config.json of the model (num_key_value_heads)",
    ),
    ...problem(
      "parameters",
      parameters >= least,
      `at least ${least.toLocaleString("en-US")}: those of the embedding and the output layer, and 2 x hiddenSize x feedForward for each of the layers`,
      "write all parameters, such as 8030261248, or correct the sizes by config.json of the model",
    ),
    ...attentionProblems(card).flatMap((why) =>
      problem("attention", false, why, "correct it by config.json of the model (layer_types)"),
    ),
  ];
}

function attentionProblems(card: ModelCard): string[] {
  const rows = layersOf(card);
  const counted = rows.reduce((sum, { layers }) => sum + layers, 0);
  return [
    ...(counted === card.layers ? [] : [`${card.layers} layers in all, as layers has, and not ${counted}`]),
    ...rows.flatMap((row) => {
      const lacks = NEEDED[row.kind].filter((key) => row[key] === undefined);
      return lacks.map((key) => `${key} for the layers of the kind ${row.kind}`);
    }),
  ];
}
