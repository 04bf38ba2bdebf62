import { type Caller } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "metrics-server",
    order: 50,
    sign: { addon: "metrics-server" },
    from: "nodes",
    calls: [],
    controlPlanePorts: { 10251: "aggregated metrics API" },
    source: "port of the EKS add-on; the chart of its authors has 10250 (read 2026-11-20)",
  },
];
