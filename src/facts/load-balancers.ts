/** Idle timeout of an ALB by default, in seconds (Elastic Load Balancing API, LoadBalancerAttribute, read 2026-11-28). */
export const DEFAULT_IDLE_SECONDS = 60;

/** Idle timeout of an NLB, in seconds, which no key changes (Network Load Balancer guide, "Update the TCP idle timeout", read 2026-11-28). */
export const NLB_IDLE_SECONDS = 350;
