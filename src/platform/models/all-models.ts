import { type PodLabels } from "../contract";

/** Selector of the pods of all models. */
export const ALL_MODELS: PodLabels = { "app.kubernetes.io/component": "model-api" };
