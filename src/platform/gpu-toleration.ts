import { GPU_TAINT } from "../facts/labels";

/** Lets a pod run on GPU nodes, whose taint repels other pods. */
export const GPU_TOLERATION = { key: GPU_TAINT.key, operator: "Exists", effect: "NoSchedule" } as const;
