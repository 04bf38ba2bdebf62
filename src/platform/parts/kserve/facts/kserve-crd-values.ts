import { type ChartValues } from "../../../../proof/facts/chart-values/types";

/** The chart has no values. Source: `charts/kserve-crd` of kserve/kserve at v0.20.0 (read 2026-11-22). */
export const VALUES = { version: "v0.20.0", values: {} } as const satisfies ChartValues;
