import { fittedName } from "../../environment/fitted-name";

/** Longest name of a release (Helm, read 2026-11-20). */
const LONGEST = 53;

/** Name of the Helm release with the custom resources of a model. */
export const modelReleaseName = (model: string): string => fittedName(model, LONGEST, "-resources");

/** Name of the Helm release with the InferenceService of a model. */
export const inferenceReleaseName = (model: string): string => fittedName(model, LONGEST, "-inference");

/** Name of the Helm release with the ScaledObject of a model. */
export const queueReleaseName = (model: string): string => fittedName(model, LONGEST, "-queue");
