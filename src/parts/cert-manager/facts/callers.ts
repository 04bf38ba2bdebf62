import { type Caller } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "cert-manager",
    order: 40,
    sign: { addon: "cert-manager" },
    from: "nodes",
    calls: [],
    controlPlanePorts: { 10250: "webhook of cert-manager" },
    source: "cert-manager/cert-manager, chart v1.21.1: webhook.securePort (rendered 2026-11-20)",
  },
];
