import { type ChartConnection, program } from "../../../evidence/chart-connections";
import { scraped } from "../../prometheus/facts";

/**
 * It reads the kubelet by a socket of the node.
 *
 * Source: NVIDIA/dcgm-exporter at 4.5.3-4.8.2, `deployment` (read 2026-11-22).
 */
export const CONNECTIONS: Readonly<Record<string, readonly ChartConnection[]>> = {
  "dcgm-exporter": [scraped(program("dcgm-exporter"), 9400, "GPUs")],
};
