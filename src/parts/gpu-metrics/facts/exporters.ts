/** The beginning of the names of its series. Source: NVIDIA/dcgm-exporter 4.5.3-4.8.2 (read 2026-11-23). */
export const EXPORTERS: Readonly<Record<string, string>> = { DCGM_: "dcgm-exporter" };
