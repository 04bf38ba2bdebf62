/**
 * Arguments of workloads and their pods, and what their change does.
 *
 * Source: Kubernetes API reference v1.36, Deployment and Pod; Kubernetes documentation, "Deployments", "Configure Liveness,
 * Readiness and Startup Probes" and "Pod Security Standards" (read 2026-11-26).
 */
export const POD_ARGUMENTS = {
  /** Harmless by themselves, beside the rollout that a change of the template starts. */
  harmlessOfWorkloads:
    /^(metadata\.labels|spec\.(replicas|progress_deadline_seconds|revision_history_limit|min_ready_seconds))$/,
  /** Arguments of a pod's template that other lines compare, such as sizes. */
  harmlessOfTemplates: /^spec\.template\.spec\.(init_)?container\.resources(\.(requests|limits))?$/,
  /** Bytes in a volume above which a pod is evicted. */
  sizeOfVolumes: "spec.template.spec.volume.empty_dir.size_limit",
  /** Numbers of probes with which a container has more time than with a lower one. */
  timeOfProbes:
    /\.(startup|liveness|readiness)_probe\.(initial_delay_seconds|period_seconds|timeout_seconds|failure_threshold)$/,
  /** Annotations of pods and workloads that nothing but this program and its checks read. */
  ownAnnotations: /^(spec\.template\.)?metadata\.annotations\.(checksum\/|private-eks-inference\/)/,
  /** Values with which a container may do less than with any other value. */
  strictValues: {
    automount_service_account_token: "false",
    enable_service_links: "false",
    host_ipc: "false",
    host_network: "false",
    host_pid: "false",
    allow_privilege_escalation: "false",
    privileged: "false",
    read_only_root_filesystem: "true",
    run_as_non_root: "true",
  } as Readonly<Record<string, string>>,
  /** Arguments that give a pod rights on its node. */
  rightsOnNodes: ["host_ipc", "host_network", "host_path", "host_pid", "privileged"],
} as const;
