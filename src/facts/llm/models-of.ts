import { type Serving } from "../serving";

/** The model, and its draft model as one on the same GPUs (`draft_tensor_parallel_size` is that of the model without an argument). */
export const servedModels = (serving: Serving): readonly Serving[] =>
  serving.draft === undefined
    ? [serving]
    : [serving, { ...serving, card: serving.draft, quantization: serving.draft.format }];
