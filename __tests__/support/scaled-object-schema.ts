import { z } from "../../src/base/zod";

const scalingRules = z.strictObject({
  stabilizationWindowSeconds: z.int().min(0).max(3600),
  policies: z.array(
    z.strictObject({
      type: z.enum(["Pods", "Percent"]),
      value: z.int().min(1),
      periodSeconds: z.int().min(1).max(1800),
    }),
  ),
});

/** The trigger prometheus has the metadata of kedacore/keda v2.20.2, `pkg/scalers/prometheus_scaler.go` (read 2026-11-28). */
export const scaledObjectSpec = z.strictObject({
  scaleTargetRef: z.strictObject({ kind: z.string(), name: z.string().min(1) }),
  minReplicaCount: z.int().min(0),
  maxReplicaCount: z.int().min(1),
  fallback: z.strictObject({
    failureThreshold: z.int().min(0),
    replicas: z.int().min(0),
    behavior: z.enum(["static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower"]),
  }),
  advanced: z.strictObject({
    horizontalPodAutoscalerConfig: z.strictObject({
      name: z.string(),
      behavior: z.strictObject({ scaleUp: scalingRules, scaleDown: scalingRules }),
    }),
  }),
  triggers: z
    .array(
      z.strictObject({
        type: z.literal("prometheus"),
        name: z.string(),
        metadata: z.strictObject({
          serverAddress: z.string(),
          query: z.string(),
          threshold: z.string(),
          ignoreNullValues: z.enum(["true", "false"]),
        }),
      }),
    )
    .min(1),
});
