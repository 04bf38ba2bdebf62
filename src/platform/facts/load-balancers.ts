/** Idle timeout of an ALB by default, in seconds (Elastic Load Balancing API, LoadBalancerAttribute, read 2026-11-28). */
export const DEFAULT_IDLE_SECONDS = 60;
