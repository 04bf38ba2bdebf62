import { type Labels } from "../contract";

/** Selector of the pods of all models. */
export const ALL_MODELS: Labels = { "app.kubernetes.io/component": "model-api" };
