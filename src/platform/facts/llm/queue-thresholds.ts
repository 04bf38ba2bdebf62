/**
 * Waiting requests for each pod above which a pod is added. A pod of a language model takes minutes to start, so it is added before the queue is long.
 * Figure of this project of 2026-11-28, not measured.
 */
export const WAITING_REQUESTS = 4;

/** Share of the sequences for which the GPUs of a pod have memory, above which a pod is added. Figure of this project of 2026-11-28, not measured. */
export const RUNNING_SHARE = 0.8;
