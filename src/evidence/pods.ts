/**
 * Arguments of workloads whose change is harmless by itself, beside the rollout that a change of the template starts.
 *
 * Source: Kubernetes API reference v1.36, Deployment and Pod; Kubernetes documentation, "Deployments" and "Configure Liveness,
 * Readiness and Startup Probes" (read 2026-11-26).
 */
export const HARMLESS_OF_WORKLOADS =
  /^(metadata\.labels|spec\.(replicas|progress_deadline_seconds|revision_history_limit|min_ready_seconds))$/;

/** Arguments of a pod's template that other lines compare, such as sizes. */
export const HARMLESS_OF_TEMPLATES =
  /^spec\.template\.spec\.(init_)?container\.resources(\.(requests|limits))?$/;

/** Bytes in a volume above which a pod is evicted. */
export const SIZE_OF_VOLUMES = "spec.template.spec.volume.empty_dir.size_limit";

/** Numbers of probes with which a container has more time than with a lower one. */
export const TIME_OF_PROBES =
  /\.(startup|liveness|readiness)_probe\.(initial_delay_seconds|period_seconds|timeout_seconds|failure_threshold)$/;

/** Annotations of pods and workloads that nothing but this program and its checks read. */
export const OWN_ANNOTATIONS =
  /^(spec\.template\.)?metadata\.annotations\.(checksum\/|private-eks-inference\/)/;

/** Values with which a container may do less than with any other value. */
export const STRICT_VALUES: Readonly<Record<string, string>> = {
  automount_service_account_token: "false",
  enable_service_links: "false",
  host_ipc: "false",
  host_network: "false",
  host_pid: "false",
  allow_privilege_escalation: "false",
  privileged: "false",
  read_only_root_filesystem: "true",
  run_as_non_root: "true",
};

/** Arguments in a pod that give it rights on its node (Kubernetes documentation, "Pod Security Standards", read 2026-11-26). */
export const RIGHTS_ON_NODES = ["host_ipc", "host_network", "host_path", "host_pid", "privileged"] as const;
