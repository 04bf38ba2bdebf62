import { formulas } from "../../terraform/formulas";

/**
 * Timing of a pod's shutdown without lost requests, in seconds. First the load balancer stops sending
 * requests (`drainSeconds`), then open requests end (`idleSeconds`), then Kubernetes kills the pod
 * (`gracePeriodSeconds`).
 */

/** How a terminating pod keeps serving until its load balancer sends nothing more. */
export interface DrainProps {
  /** Time for the removal of the pod from all endpoints and targets, in seconds. The pod still answers. */
  readonly drainSeconds: number;
  /**
   * The image keeps serving for `drainSeconds` after SIGTERM by itself. No hook runs, so it needs no `sleep`.
   *
   * @default false
   */
  readonly drainsOnSigterm?: boolean;
  /**
   * Longest wait for the next byte of a response, in seconds. After it, the load balancer closes the connection. It is also the time
   * that the load balancer gives a target to finish its requests.
   */
  readonly idleSeconds: number;
}

/** Time between a change of a load balancer's targets and its effect, in seconds. */
export interface TargetTimes {
  /** Until a new target, which is healthy, receives requests, beyond the slack of each rollout. */
  readonly registrationSeconds: number;
  /** Until an old target receives no more new requests. */
  readonly deregistrationSeconds: number;
}

/** An ALB, and a Service in the cluster: seconds. */
export const ALB_TARGETS: TargetTimes = { registrationSeconds: 0, deregistrationSeconds: 15 };

/**
 * An NLB with ip targets: three to five minutes each way by the statement of AWS support
 * (aws-load-balancer-controller issues 1834 and 2366, read 2026-11-21; the author of 2366 measured two). The
 * deregistration delay does not shorten them.
 */
export const NLB_TARGETS: TargetTimes = { registrationSeconds: 300, deregistrationSeconds: 300 };

const CLEAN_UP_SECONDS = 15;

/** Time from the deletion of a pod until Kubernetes kills it, in seconds. */
export const gracePeriodSeconds = ({ drainSeconds, idleSeconds }: DrainProps): number =>
  drainSeconds + idleSeconds + CLEAN_UP_SECONDS;

/** Time that a server keeps an idle connection, in seconds: the load balancer closes it first, so that it sends no request on a closed one. */
export const keptSeconds = (idleSeconds: number): number =>
  formulas.number("{seconds} + 15", { seconds: idleSeconds });

/** Variable with `drainSeconds` for an image that drains by itself. */
export const DRAIN_VARIABLE = "DRAIN_SECONDS";
