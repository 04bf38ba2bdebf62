import { HorizontalPodAutoscalerV2 } from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { Construct } from "constructs";
import type { INamespace } from "../namespace/model-namespace";
import { modelLabels, modelSelector } from "./labels";

/** How many pods run. */
export interface ScalingProps {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** CPU use, in percent of what is reserved, above which pods are added. */
  readonly cpuPercent: number;
  /** Memory use, in percent of what is reserved, above which pods are added. @default - memory does not count */
  readonly memoryPercent?: number;
}

export interface ModelScalingProps extends ScalingProps {
  readonly name: string;
  readonly namespace: INamespace;
}

/** Keeps the number of a model's pods between two bounds, and some of them up while nodes are drained. */
export class ModelScaling extends Construct {
  constructor(scope: Construct, id: string, props: ModelScalingProps) {
    super(scope, id);
    const { name, namespace } = props;
    const metadata = { name, namespace: namespace.name, labels: modelLabels(name) };
    const dependsOn = [namespace.resource];
    new HorizontalPodAutoscalerV2(this, "Autoscaler", {
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
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
    new PodDisruptionBudgetV1(this, "DisruptionBudget", {
      metadata,
      spec: { maxUnavailable: MAX_UNAVAILABLE, selector: { matchLabels: modelSelector(name) } },
      dependsOn,
    });
  }
}

const utilization = (name: string, averageUtilization: number) => ({
  type: "Resource",
  resource: { name, target: { type: "Utilization", averageUtilization } },
});

/** Slowly: a pod that was given up too early takes a model's whole loading time to come back. */
const SCALE_DOWN = {
  stabilizationWindowSeconds: 300,
  selectPolicy: "Max",
  policy: [{ type: "Percent", value: 25, periodSeconds: 60 }],
};

/**
 * One pod at a time, so that of two or more replicas one always stays. A single replica cannot be promised: a
 * budget that forbade its eviction would only block every upgrade of its node. (`unhealthyPodEvictionPolicy`,
 * which would let crashing pods go at once, is not in the provider's 2.38.)
 */
const MAX_UNAVAILABLE = "1";
