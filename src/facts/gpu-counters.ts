/** A counter that the GPU exporter reads, with its line in the file of counters. */
interface GpuCounter {
  readonly type: "gauge";
  readonly meaning: string;
}

/**
 * Counters of NVIDIA's DCGM that dashboards read, by name. None is a profiling counter
 * (`DCGM_FI_PROF_…`): these need the capability SYS_ADMIN, and a GPU before Hopper cannot be
 * profiled by a developer at the same time.
 *
 * Source: NVIDIA/dcgm-exporter 4.5.3-4.8.2, `etc/default-counters.csv` (read 2026-11-22).
 */
export const GPU_COUNTERS = {
  DCGM_FI_DEV_GPU_UTIL: { type: "gauge", meaning: "time in which a program ran on the GPU in percent" },
  DCGM_FI_DEV_MEM_COPY_UTIL: {
    type: "gauge",
    meaning: "time in which memory was read or written in percent",
  },
  DCGM_FI_DEV_FB_USED: { type: "gauge", meaning: "used memory in MiB" },
  DCGM_FI_DEV_FB_FREE: { type: "gauge", meaning: "free memory in MiB" },
  DCGM_FI_DEV_GPU_TEMP: { type: "gauge", meaning: "temperature in degrees Celsius" },
  DCGM_FI_DEV_POWER_USAGE: { type: "gauge", meaning: "power in watts" },
  DCGM_FI_DEV_XID_ERRORS: { type: "gauge", meaning: "code of the last error and 0 for none" },
} as const satisfies Record<string, GpuCounter>;
