import table from "./counters-of-gpus.json";

/** A counter that the GPU exporter reads, with its line in the file of counters. */
interface GpuCounter {
  readonly type: string;
  readonly meaning: string;
}

/**
 * Counters of NVIDIA's DCGM that dashboards read, by name. None is a profiling counter
 * (`DCGM_FI_PROF_…`): these need the capability SYS_ADMIN, and a GPU before Hopper cannot be
 * profiled by a developer at the same time.
 */
export const GPU_COUNTERS = table.counters satisfies Record<string, GpuCounter>;
