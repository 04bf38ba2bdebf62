/** Surge pods of a rollout, in percent of the replica count. */
export const SURGE_PERCENT = 25;

/** Number of surge pods; Kubernetes rounds up. */
export const surgePods = (replicas: number): number => Math.ceil((replicas * SURGE_PERCENT) / 100);

/** Time for a node, the image and the controllers, in seconds. */
const ARRIVAL_SECONDS = 300;

/**
 * Time in seconds after which a rollout without progress fails. A new pod is progress when it is ready, and
 * with a readiness gate it is ready after its registration.
 */
export const progressDeadlineSeconds = (
  startupSeconds: number,
  registrationSeconds: number,
  arrivalSeconds = ARRIVAL_SECONDS,
): number => startupSeconds + registrationSeconds + arrivalSeconds;
