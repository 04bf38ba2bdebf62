import { type Json } from "../../../terraform/stack-json";
import facts from "./values-needed.json";

/**
 * Behavior of KEDA with a ScaledObject.
 *
 * Source: kedacore/keda v2.20.2, `apis/keda/v1alpha1/scaledobject_types.go`, `controllers/keda/hpa.go`, `pkg/fallback` and
 * `pkg/scaling/executor` (read 2026-11-28).
 */
export const SCALED_OBJECT = {
  kind: "ScaledObject",
  /** The HorizontalPodAutoscaler has the name of the ScaledObject after this beginning, unless the object states another. */
  prefix: "keda-hpa-",
  target: { apiVersion: "apps/v1", kind: "Deployment" },
  maxReplicas: 100,
  /** Annotations that stop its scaling, by their beginning. */
  paused: "autoscaling.keda.sh/paused",
  /** Behaviors without values in which running pods stay. */
  keeps: ["currentReplicas", "currentReplicasIfHigher"],
} as const;

export const KEDA_CHART = "keda";

/** Series of vLLM by which its replicas have to follow its requests: those that wait, and those that run. */
export const QUEUE_SERIES = ["vllm:num_requests_waiting", "vllm:num_requests_running"] as const;

/**
 * The most requests that a server of vLLM runs at once, unless `--max-num-seqs` states others: 1024 on GPUs of 70 GiB
 * and more, 256 on others (vLLM 0.33.0, `EngineArgs.get_batch_defaults`, read 2026-11-28).
 */
export const MOST_RUNNING = 1024;

/**
 * Types of triggers with a value while no pod runs, of those that KEDA has (kedacore/keda v2.20.2,
 * pkg/scaling/scalers_builder.go): metrics of AWS, times and queues outside of the pods.
 */
export const AT_ZERO: readonly string[] = ["aws-cloudwatch", "aws-sqs-queue", "cron"];

/** A value of the release without which it has no rights or definitions for its work, or more rights than it needs. */
interface NeededValue {
  readonly path: string;
  readonly value: Json;
  readonly otherwise: string;
}

export const KEDA_VALUES: readonly NeededValue[] = facts.values;
