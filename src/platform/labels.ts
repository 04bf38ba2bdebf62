import { type Labels } from "./contract";
import { ALL_MODELS } from "./models/all-models";

/** Selector of the pods of a model. It matches nothing else in the namespace. */
export const modelSelector = (model: string): Labels => ({
  "app.kubernetes.io/name": model,
  ...ALL_MODELS,
});
