import { GPU_TAINT } from "../../core/labels";

/** Lets a pod onto GPU nodes, whose taint keeps others away. */
export const GPU_TOLERATION = { key: GPU_TAINT.key, operator: "Exists", effect: "NoSchedule" } as const;
