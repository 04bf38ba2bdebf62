import { type GPU_COUNTERS } from "../../facts/gpu-counters";
import { type Panel, type Query } from "./panel";

/**
 * Panels of the GPUs that pods of a model have. A series has the pod of its GPU as `exported_pod`:
 * `pod`, `namespace` and `container` are those of the exporter, which Prometheus sets for its
 * target. A GPU without a pod has no such label.
 */
export function gpuPanelsOfModel({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace: string;
}): Panel[] {
  const ofModel = `{exported_namespace="${namespace}",exported_container="${name}"}`;
  const perGpu = (expression: string, what = ""): Query => ({
    expression: `max by (exported_pod, gpu) (${expression})`,
    legend: `{{exported_pod}} {{gpu}}${what}`,
  });
  return [
    {
      title: "GPUs in use",
      description: "In which part of the time does each GPU compute, and read or write its memory?",
      unit: "percentunit",
      queries: [
        perGpu(`${USE}${ofModel} / 100`),
        perGpu(`${MEMORY_USE}${ofModel} / 100`, ", memory interface"),
      ],
    },
    {
      title: "GPU memory",
      description: "Which part of the memory of each GPU is used? At 1, the model fails to allocate more.",
      unit: "percentunit",
      queries: [perGpu(memoryShare(ofModel))],
    },
    {
      title: "GPU temperature",
      description: "Does a GPU become so hot that it slows down?",
      unit: "celsius",
      queries: [perGpu(`${TEMPERATURE}${ofModel}`)],
    },
    {
      title: "GPU power",
      description: "How much power does each GPU use?",
      unit: "watt",
      queries: [perGpu(`${POWER}${ofModel}`)],
    },
  ];
}

/** Panels of all GPU nodes, also of GPUs without a pod. */
export const gpuPanelsOfNodes = (): Panel[] => [
  {
    title: "GPUs in use",
    description: "In which part of the time do the GPUs of each node compute?",
    unit: "percentunit",
    queries: [{ expression: `avg by (Hostname) (${USE}) / 100`, legend: "{{Hostname}}" }],
  },
  {
    title: "GPU memory",
    description: "Which part of the memory of its GPUs does each node use?",
    unit: "percentunit",
    queries: [{ expression: `avg by (Hostname) (${memoryShare("")})`, legend: "{{Hostname}}" }],
  },
  {
    title: "GPUs without a pod",
    description: "How many GPUs of each node are paid for, and no pod has them?",
    unit: "short",
    queries: [{ expression: `count by (Hostname) (${USE}{exported_pod=""})`, legend: "{{Hostname}}" }],
  },
  {
    title: "GPU errors",
    description: "Which code (XID) did the last error of each GPU have? 0 is none.",
    unit: "short",
    queries: [{ expression: `max by (Hostname, gpu) (${ERROR})`, legend: "{{Hostname}} {{gpu}}" }],
  },
];

const memoryShare = (labels: string): string =>
  `${MEMORY_USED}${labels} / (${MEMORY_USED}${labels} + ${MEMORY_FREE}${labels})`;

type GpuCounterName = keyof typeof GPU_COUNTERS;

const USE: GpuCounterName = "DCGM_FI_DEV_GPU_UTIL";
const MEMORY_USE: GpuCounterName = "DCGM_FI_DEV_MEM_COPY_UTIL";
const MEMORY_USED: GpuCounterName = "DCGM_FI_DEV_FB_USED";
const MEMORY_FREE: GpuCounterName = "DCGM_FI_DEV_FB_FREE";
const TEMPERATURE: GpuCounterName = "DCGM_FI_DEV_GPU_TEMP";
const POWER: GpuCounterName = "DCGM_FI_DEV_POWER_USAGE";
const ERROR: GpuCounterName = "DCGM_FI_DEV_XID_ERRORS";
