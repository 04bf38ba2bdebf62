import { type Queue } from "../../facts/queue";
import { formulas } from "../../terraform/formulas";
import { modelLabels } from "./labels";
import { type CustomResource } from "../constructs/custom-resources/custom-resource";

export interface ScaledObjectProps {
  readonly name: string;
  readonly namespace: string;
  readonly deployment: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Time in which a pod starts, in seconds. */
  readonly startupSeconds: number;
  readonly queue: Queue;
}

/** KEDA creates a HorizontalPodAutoscaler with the name of the model, and takes over one that has it. */
export function scaledObject(props: ScaledObjectProps): CustomResource {
  const { name, namespace, deployment, minReplicas, maxReplicas, startupSeconds, queue } = props;
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: {
      name,
      namespace,
      labels: modelLabels(name),
      annotations: { "scaledobject.keda.sh/transfer-hpa-ownership": "true" },
    },
    spec: {
      scaleTargetRef: { kind: "Deployment", name: deployment },
      minReplicaCount: minReplicas,
      maxReplicaCount: maxReplicas,
      // Without Prometheus, the pods that run stay.
      fallback: { failureThreshold: 3, replicas: minReplicas, behavior: "currentReplicasIfHigher" },
      advanced: {
        horizontalPodAutoscalerConfig: {
          name,
          behavior: {
            // A short peak starts no pod, whose node would come after it.
            scaleUp: { stabilizationWindowSeconds: ONE_MINUTE, policies: [ONE_POD] },
            // A pod that is missed again needs its whole start.
            scaleDown: {
              stabilizationWindowSeconds: formulas.number(`max(${LEAST_WINDOW}, {s})`, { s: startupSeconds }),
              policies: [ONE_POD],
            },
          },
        },
      },
      triggers: queue.triggers.map(({ name: trigger, metric, threshold }) => ({
        type: "prometheus",
        name: trigger,
        metadata: {
          serverAddress: queue.prometheus,
          query: `sum(${metric}{namespace="${namespace}",service="${name}"})`,
          threshold: String(threshold),
          // Missing series are a fault, not an empty queue.
          ignoreNullValues: "false",
        },
      })),
    },
  };
}

const ONE_MINUTE = 60;

const ONE_POD = { type: "Pods", value: 1, periodSeconds: ONE_MINUTE };

/** As for models that follow CPU, in seconds. */
const LEAST_WINDOW = 300;
