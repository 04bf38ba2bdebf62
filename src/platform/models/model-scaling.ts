import { HorizontalPodAutoscalerV2 } from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { Construct } from "constructs";
import { modelSelector } from "../labels";
import { type Queue } from "../../facts/queue";
import { modelLabels } from "./labels";
import { type INamespace } from "../namespace";

/** Bounds and targets of the autoscaler. */
export interface ScalingProps {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** CPU utilization that triggers a scale-up, in percent of the CPU request. */
  readonly cpuPercent: number;
  /**
   * Memory utilization that triggers a scale-up, in percent of the memory request.
   *
   * @default - memory is not a metric
   */
  readonly memoryPercent?: number;
  /** Requests that replicas follow in place of CPU and memory. @default - none */
  readonly queue?: Queue;
}

export interface ModelScalingProps extends ScalingProps {
  readonly name: string;
  /** Name of the Deployment of the pods. */
  readonly deployment: string;
  readonly namespace: INamespace;
}

/**
 * Keeps the number of a model's pods between two bounds, unless it follows a queue, and some of them available while nodes are
 * drained.
 */
export class ModelScaling extends Construct {
  constructor(scope: Construct, id: string, props: ModelScalingProps) {
    super(scope, id);
    const { name, deployment, namespace } = props;
    const metadata = { name, namespace: namespace.name, labels: modelLabels(name) };
    const dependsOn = [namespace.resource];
    if (!props.queue) {
      new HorizontalPodAutoscalerV2(this, "Autoscaler", {
        metadata,
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment },
          minReplicas: props.minReplicas,
          maxReplicas: props.maxReplicas,
          metric: [
            utilization("cpu", props.cpuPercent),
            ...(props.memoryPercent === undefined ? [] : [utilization("memory", props.memoryPercent)]),
          ],
          behavior: { scaleDown: [SCALE_DOWN] },
        },
        dependsOn,
      });
    }
    new PodDisruptionBudgetV1(this, "DisruptionBudget", {
      metadata,
      spec: {
        maxUnavailable: MAX_UNAVAILABLE,
        selector: { matchLabels: modelSelector(name) },
      },
      dependsOn,
    });
  }
}

const utilization = (name: string, averageUtilization: number) => ({
  type: "Resource",
  resource: { name, target: { type: "Utilization", averageUtilization } },
});

/** Slow: after a premature scale-down, a new pod needs the model's whole loading time. */
const SCALE_DOWN = {
  stabilizationWindowSeconds: 300,
  selectPolicy: "Max",
  policy: [{ type: "Percent", value: 25, periodSeconds: 60 }],
};

/**
 * Pods that node drains may evict at the same time: half of those that run, so that a node with many pods of a
 * slow model drains in two rounds and not pod by pod. Kubernetes rounds up: of one or two pods, one; of three,
 * two. No budget forbids the eviction of a single replica, since it would only block every upgrade of its node.
 * (`unhealthyPodEvictionPolicy`, which would let crashing pods be evicted at once, is not in version 2.38 of the
 * provider.)
 */
const MAX_UNAVAILABLE = "50%";
