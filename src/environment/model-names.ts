import { fittedName } from "./fitted-name";

/** Longest names in AWS and Kubernetes (IAM API reference; Kubernetes, "Object Names and IDs"; read 2026-11-20). */
const LONGEST = { role: 64, service: 63 };

/** Name of the IAM role of a model. */
export const modelRoleName = (prefix: string, model: string): string =>
  fittedName(`${prefix}-model-${model}`, LONGEST.role);

/** Name of the Service behind the NLB of a model. */
export const nlbServiceName = (model: string): string => fittedName(model, LONGEST.service, "-nlb");

/** Names of the Deployment and the container of a model. */
interface PodNames {
  readonly deployment: string;
  readonly container: string;
}

/**
 * KServe adds an ending to the name of an InferenceService, and takes the container of one name as the one that answers
 * (kserve/kserve v0.20.0, read 2026-11-22).
 */
export const modelPodNames = (model: string, kind: "container" | "kserve" | "llm"): PodNames =>
  kind === "kserve"
    ? { deployment: `${model}-predictor`, container: "kserve-container" }
    : { deployment: model, container: model };
