/**
 * Counters that the chart exports by default, with their types. A name that DCGM does not know, and a line without three
 * fields, end the program at its start; lines beginning with # are comments.
 *
 * Source: NVIDIA/dcgm-exporter at 4.5.3-4.8.2, `deployment/templates/metrics-configmap.yaml`, which replaces the list of the
 * image (`etc/default-counters.csv`, with DCGM_FI_DEV_FB_RESERVED and a label more), and
 * `internal/pkg/counters/counter_config.go` (read 2026-11-22).
 */
export const DEFAULT_COUNTERS: Readonly<Record<string, "gauge" | "counter">> = {
  DCGM_FI_DEV_SM_CLOCK: "gauge",
  DCGM_FI_DEV_MEM_CLOCK: "gauge",
  DCGM_FI_DEV_MEMORY_TEMP: "gauge",
  DCGM_FI_DEV_GPU_TEMP: "gauge",
  DCGM_FI_DEV_POWER_USAGE: "gauge",
  DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION: "counter",
  DCGM_FI_DEV_PCIE_REPLAY_COUNTER: "counter",
  DCGM_FI_DEV_GPU_UTIL: "gauge",
  DCGM_FI_DEV_MEM_COPY_UTIL: "gauge",
  DCGM_FI_DEV_ENC_UTIL: "gauge",
  DCGM_FI_DEV_DEC_UTIL: "gauge",
  DCGM_FI_DEV_XID_ERRORS: "gauge",
  DCGM_FI_DEV_FB_FREE: "gauge",
  DCGM_FI_DEV_FB_USED: "gauge",
  DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL: "counter",
  DCGM_FI_DEV_VGPU_LICENSE_STATUS: "gauge",
  DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS: "counter",
  DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS: "counter",
  DCGM_FI_DEV_ROW_REMAP_FAILURE: "gauge",
  DCGM_FI_PROF_GR_ENGINE_ACTIVE: "gauge",
  DCGM_FI_PROF_PIPE_TENSOR_ACTIVE: "gauge",
  DCGM_FI_PROF_DRAM_ACTIVE: "gauge",
  DCGM_FI_PROF_PCIE_TX_BYTES: "gauge",
  DCGM_FI_PROF_PCIE_RX_BYTES: "gauge",
};

/**
 * Counters of the profiling module need this capability. The others need none; only root enters the directory of the kubelet's
 * socket, which names the pods of GPUs.
 *
 * Source: NVIDIA/dcgm-exporter at 4.5.3-4.8.2, `docker/Dockerfile` and `deployment/values.yaml`; `pkg/kubelet/kubelet.go` of
 * kubernetes/kubernetes, `setupDataDirs` (read 2026-11-22).
 */
export const PROFILING = { prefix: "DCGM_FI_PROF_", capability: "SYS_ADMIN" } as const;

/**
 * Working sets of version 4 on 32 nodes with one to eight GPUs. At a limit of the most, nodes with eight GPUs killed it.
 *
 * Source: pytorch/ci-infra issue 1011 of 2026-08-13 (read 2026-11-22).
 */
export const MEASURED_MEMORY = { least: "405Mi", most: "512Mi" } as const;

/** Names of all counters of DCGM have it. */
export const COUNTER_PREFIX = "DCGM_FI_";
