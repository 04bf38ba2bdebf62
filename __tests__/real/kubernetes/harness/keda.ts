import { scaledObjectsOf } from "../../../../src/parts/keda/model";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject } from "../../../../src/terraform/stack-json";

/**
 * The HorizontalPodAutoscalers that KEDA creates for the ScaledObjects of the stacks. No KEDA runs: nobody serves their metrics.
 *
 * Source: kedacore/keda v2.20.2, controllers/keda/hpa.go (read 2026-11-28).
 */
export const autoscalersOfKeda = (plan: EnvironmentPlan): JsonObject[] =>
  scaledObjectsOf(plan).map(({ object, autoscaler, triggers }) => ({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: autoscaler.name, namespace: object.namespace, labels: object.labels },
    spec: {
      ...(autoscaler.spec as JsonObject),
      metrics: triggers.map(({ metadata }, index) => ({
        type: "External",
        external: {
          metric: {
            name: `s${index}-prometheus`,
            selector: { matchLabels: { "scaledobject.keda.sh/name": object.name } },
          },
          target: { type: "AverageValue", averageValue: metadata["threshold"] ?? "" },
        },
      })),
    },
  }));
