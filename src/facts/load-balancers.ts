/** Idle timeouts by default, in seconds. */
export const IDLE_SECONDS = {
  /** Elastic Load Balancing API, LoadBalancerAttribute (read 2026-11-28). */
  alb: 60,
  /** No key changes it (Network Load Balancer guide, "Update the TCP idle timeout", read 2026-11-28). */
  nlb: 350,
} as const;
