import { type Check } from "../../../checks/check";
import { gpuMetrics } from "./gpu-metrics";

/** Checks of metrics of GPUs. */
export const CHECKS: readonly Check[] = [gpuMetrics];
