import { type PodLabels } from "./contract";
import { ALL_MODELS } from "./models/all-models";

/** Selector of the pods of a model. It matches nothing else in the namespace, and never changes: that of a Deployment is immutable. */
export const modelSelector = (model: string): PodLabels => ({
  "app.kubernetes.io/name": model,
  ...ALL_MODELS,
});
