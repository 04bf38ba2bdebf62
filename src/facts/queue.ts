/**
 * Waiting requests for each pod above which a pod is added. A pod of a language model takes minutes to start, so it is added before the queue is long.
 * Figure of this project of 2026-11-28, not measured.
 */
export const WAITING_REQUESTS = 4;

/** Share of the sequences for which the GPUs of a pod have memory, above which a pod is added. Figure of this project of 2026-11-28, not measured. */
export const RUNNING_SHARE = 0.8;

/** A gauge of the server, and its value for each pod above which the autoscaler adds pods. */
interface QueueTrigger {
  readonly name: string;
  readonly metric: string;
  readonly threshold: number;
}

/** The Prometheus with the series of a model, and what its replicas follow. */
export interface Queue {
  readonly prometheus: string;
  readonly triggers: readonly QueueTrigger[];
}
