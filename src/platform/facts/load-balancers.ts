/**
 * Idle timeout of load balancers by default, in seconds (Elastic Load Balancing user guide, "Connection idle timeout", read
 * 2026-11-20).
 */
export const DEFAULT_IDLE_SECONDS = 60;
