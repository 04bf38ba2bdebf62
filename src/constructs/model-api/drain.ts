/**
 * How a pod leaves without losing a request, in seconds. First the load balancer learns that the pod goes
 * (`PRE_STOP`), then the requests that it holds may end (`LONGEST_SILENCE`), then it is killed (`GRACE_PERIOD`).
 */

/** Time in which endpoints and targets are taken out of rotation everywhere, while the pod still answers. */
export const PRE_STOP_SECONDS = 15;

/** Longest wait for the next byte of an answer. The load balancer cuts a request off after it. */
export const LONGEST_SILENCE_SECONDS = 60;

/** Time that the load balancer leaves to a pod that is going; it must not outlast the pod. */
export const DEREGISTRATION_DELAY_SECONDS = LONGEST_SILENCE_SECONDS;

const CLEAN_UP_SECONDS = 15;

export const GRACE_PERIOD_SECONDS = PRE_STOP_SECONDS + LONGEST_SILENCE_SECONDS + CLEAN_UP_SECONDS;
