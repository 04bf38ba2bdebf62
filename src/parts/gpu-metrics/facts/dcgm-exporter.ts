import facts from "./default-counters.json";

/**
 * Counters that the chart exports by default, with their types. A name that DCGM does not know, and a line without three
 * fields, end the program at its start; lines beginning with # are comments.
 */
export const DEFAULT_COUNTERS = facts.counters as Readonly<Record<string, "gauge" | "counter">>;

/**
 * Counters of the profiling module need this capability. The others need none; only root enters the directory of the kubelet's
 * socket, which names the pods of GPUs.
 *
 * Source: NVIDIA/dcgm-exporter at 4.5.3-4.8.2, `docker/Dockerfile` and `deployment/values.yaml`; `pkg/kubelet/kubelet.go` of
 * kubernetes/kubernetes, `setupDataDirs` (read 2026-11-22).
 */
export const PROFILING = { prefix: "DCGM_FI_PROF_", capability: "SYS_ADMIN" } as const;

/**
 * Working sets of version 4 on 32 nodes with one to eight GPUs. At a limit of the most, nodes with
 * eight GPUs killed it.
 *
 * Source: pytorch/ci-infra issue 1011 of 2026-08-13 (read 2026-11-22).
 */
export const MEASURED_MEMORY = { least: "405Mi", most: "512Mi" } as const;

/** Names of all counters of DCGM have it. */
export const COUNTER_PREFIX = "DCGM_FI_";
