import type { DeploymentV1SpecTemplate } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { podObject } from "./pod-object";
import { type CustomResource } from "../constructs/custom-resources/custom-resource";

const API = "serving.kserve.io";

export interface InferenceServiceProps {
  readonly name: string;
  readonly namespace: string;
  /** Annotations of the Deployment. KServe copies them to its pods. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly template: DeploymentV1SpecTemplate;
  /** Pods that a rollout adds: `25%`. */
  readonly surge: string;
}

/**
 * A model that KServe runs as a Deployment. Its autoscaler, Service and entry are those of every model, so KServe creates no
 * autoscaler (`external`). Its pods have the labels of every model, and so its network policies.
 */
export function inferenceService({
  name,
  namespace,
  annotations,
  template,
  surge,
}: InferenceServiceProps): CustomResource {
  const { metadata, spec } = podObject(template);
  return {
    apiVersion: `${API}/v1beta1`,
    kind: "InferenceService",
    metadata: {
      name,
      namespace,
      labels: metadata.labels,
      annotations: {
        [`${API}/deploymentMode`]: "Standard",
        [`${API}/autoscalerClass`]: "external",
        ...annotations,
      },
    },
    spec: {
      predictor: {
        labels: metadata.labels,
        annotations: metadata.annotations,
        // KServe passes it on unchanged, and the API refuses a number of pods as text.
        deploymentStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: surge } },
        ...spec,
      },
    },
  };
}
