import { type Check } from "../../../../proof/checks/check";
import { gpuMetrics } from "./gpu-metrics";

/** Checks of metrics of GPUs. */
export const CHECKS: readonly Check[] = [gpuMetrics];
