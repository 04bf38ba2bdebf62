/**
 * Timing of a pod's shutdown without lost requests, in seconds. First the load balancer stops sending
 * requests (`PRE_STOP`), then open requests end (`LONGEST_SILENCE`), then Kubernetes kills the pod
 * (`GRACE_PERIOD`).
 */

/** Time for the removal of the pod from all endpoints and targets. The pod still answers. */
export const PRE_STOP_SECONDS = 15;

/** Longest wait for the next byte of a response. After it, the load balancer closes the connection. */
export const LONGEST_SILENCE_SECONDS = 60;

/**
 * Time that the load balancer gives a target to finish its requests. It must not exceed the life of the pod.
 */
export const DEREGISTRATION_DELAY_SECONDS = LONGEST_SILENCE_SECONDS;

const CLEAN_UP_SECONDS = 15;

export const GRACE_PERIOD_SECONDS = PRE_STOP_SECONDS + LONGEST_SILENCE_SECONDS + CLEAN_UP_SECONDS;
