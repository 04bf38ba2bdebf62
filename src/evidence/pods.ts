/**
 * Arguments of workloads and their pods, and what their change does.
 *
 * Source: Kubernetes API reference v1.36, Deployment and Pod; Kubernetes documentation,
 * "Deployments", "Configure Liveness, Readiness and Startup Probes" and "Pod Security Standards"
 * (read 2026-11-26).
 */
export const POD_ARGUMENTS = {
  /** Numbers of probes with which a container has more time than with a lower one. */
  timeOfProbes:
    /\.(startup|liveness|readiness)_probe\.(initial_delay_seconds|period_seconds|timeout_seconds|failure_threshold)$/,
  /** Arguments that give a pod rights on its node. */
  rightsOnNodes: ["host_ipc", "host_network", "host_path", "host_pid", "privileged"],
} as const;
