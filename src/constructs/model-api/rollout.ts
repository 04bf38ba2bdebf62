/** Pods that a rollout may start beyond the wanted number, in percent of it. */
export const SURGE_PERCENT = 25;

/** The same in pods; Kubernetes rounds up. */
export const surgePods = (replicas: number): number => Math.ceil((replicas * SURGE_PERCENT) / 100);

/** Time beyond a model's own start-up after which a rollout that stands still counts as failed, in seconds. */
export const STARTUP_SLACK_SECONDS = 300;
