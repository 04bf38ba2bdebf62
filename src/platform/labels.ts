import { type Labels } from "./contract";

/** Selector of the pods of all models. */
export const ALL_MODELS: Labels = { "app.kubernetes.io/component": "model-api" };

/** Selector of the pods of a model. It matches nothing else in the namespace. */
export const modelSelector = (model: string): Labels => ({
  "app.kubernetes.io/name": model,
  ...ALL_MODELS,
});
