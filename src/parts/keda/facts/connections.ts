import { type ChartConnection, DNS, calling, place, program } from "../../../evidence/chart-connections";

const OPERATOR = program("keda-operator");
const METRICS = program("keda-operator-metrics-apiserver");
const WEBHOOKS = program("keda-admission-webhooks");

/**
 * Its own metrics are off.
 *
 * Source: kedacore/charts v2.20.2, `keda/templates`; kedacore/keda v2.20.2,
 * `pkg/scalers/prometheus_scaler.go` (read 2026-11-28).
 */
export const CONNECTIONS: Readonly<Record<string, readonly ChartConnection[]>> = {
  keda: [
    calling(OPERATOR, "watches objects and sets replicas"),
    calling(METRICS, "judges who reads metrics"),
    calling(WEBHOOKS, "watches objects"),
    ...DNS.map((dns) => ({ from: OPERATOR, ...dns, why: "the name of Prometheus" })),
    ...DNS.map((dns) => ({ from: METRICS, ...dns, why: "the name of the operator" })),
    { from: METRICS, to: OPERATOR, port: 9666, why: "values of triggers" },
    {
      from: OPERATOR,
      to: program("prometheus-kube-prometheus-stack-prometheus"),
      port: 9090,
      why: "queries of triggers",
    },
    { from: place("control plane"), to: METRICS, port: 6443, why: "metrics for autoscalers" },
    { from: place("control plane"), to: WEBHOOKS, port: 9443, why: "webhooks" },
  ],
};
