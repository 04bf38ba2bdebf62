/**
 * Behavior of KServe with an InferenceService in its Standard mode.
 *
 * Source: kserve/kserve v0.20.0, `pkg/controller/v1beta1/inferenceservice`,
 * `pkg/apis/serving/v1beta1` and `pkg/constants` (read
 * 2026-11-22).
 */
export const KSERVE = {
  kind: "InferenceService",
  /** The Deployment has the name of the InferenceService with this ending. */
  suffix: "-predictor",
  /** Name of the container that answers. */
  container: "kserve-container",
  annotations: {
    mode: "serving.kserve.io/deploymentMode",
    autoscaler: "serving.kserve.io/autoscalerClass",
  },
  /** Labels of the pods, beside those of the object and the predictor. */
  labels: (name: string) => ({
    app: `isvc.${name}-predictor`,
    "serving.kserve.io/inferenceservice": name,
    component: "predictor",
  }),
  /** Path of the metrics of its Python servers (python/kserve/kserve/protocol/rest/server.py, read 2026-11-28). */
  metricsPath: "/metrics",
  /** Strategy of a Deployment whose predictor states none. */
  strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
  /** Deadline of a rollout, in seconds: the default of Kubernetes, and that of KServe without a stated strategy. */
  deadlineSeconds: 600,
  /** Keys of a predictor that are not of its pods. */
  predictorKeys: ["annotations", "deploymentStrategy", "labels", "maxReplicas", "minReplicas"],
} as const;

/** A server of KServe, by the name of its image. */
export interface KServeServerFacts {
  /** Arguments that it knows, without values. */
  readonly args: readonly string[];
}

const EVERY_SERVER = [
  "--model_name",
  "--model_dir",
  "--http_port",
  "--timeout-keep-alive",
  "--enable_grpc",
  "--workers",
];

/**
 * Servers of one file of a model. Each answers `/v1/models/NAME:predict` and
 * `/v2/models/NAME/infer` for the name of its argument.
 *
 * Source: kserve/kserve v0.20.0, `python/*server` and `python/kserve/kserve/protocol/rest` (read 2026-11-22).
 */
export const KSERVE_SERVERS_KNOWN: Readonly<Record<string, KServeServerFacts>> = {
  sklearnserver: { args: EVERY_SERVER },
  xgbserver: { args: [...EVERY_SERVER, "--nthread"] },
  lgbserver: { args: [...EVERY_SERVER, "--nthread"] },
};
