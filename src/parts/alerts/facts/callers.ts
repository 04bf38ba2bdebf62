import { type Caller, roleCall } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "Alerts",
    order: 90,
    sign: { part: "alerts" },
    from: "nodes",
    calls: [{ service: "sns", why: "publishes alerts" }, roleCall("the service account of Alertmanager")],
    controlPlanePorts: {},
    source: "prometheus/alertmanager 0.34.0, notify/sns: SNS encrypts with the key itself (read 2026-11-22)",
  },
];
