/** Surge pods of a rollout, in percent of the replica count. */
export const SURGE_PERCENT = 25;

/** Number of surge pods; Kubernetes rounds up. */
export const surgePods = (replicas: number): number => Math.ceil((replicas * SURGE_PERCENT) / 100);

/**
 * Time in seconds, in addition to a model's own startup time, after which a rollout without progress fails.
 */
export const STARTUP_SLACK_SECONDS = 300;
