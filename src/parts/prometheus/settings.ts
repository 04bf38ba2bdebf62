import { z } from "../../base/zod";

export const settings = z
  .strictObject({
    retentionDays: z
      .int()
      .min(1)
      .max(365)
      .default(15)
      .describe(
        "Days that Prometheus keeps metrics. It deletes older ones earlier if the volume is nearly full.",
      ),
    storageGiB: z
      .int()
      .min(10)
      .max(16_384)
      .default(50)
      .describe(
        "Size of the volume of Prometheus in GiB. A larger size needs a step in the cluster (docs/parts/prometheus.md); a smaller one is refused.",
      ),
    memoryGiB: z
      .int()
      .min(1)
      .max(64)
      .default(2)
      .describe(
        "Memory of Prometheus in GiB, requested and as its limit. It grows with the number of time series: raise it if the pod is killed for memory.",
      ),
  })
  .describe(
    "Prometheus, Alertmanager and Grafana with the chart kube-prometheus-stack, in the namespace `monitoring`. Models with a `metricsPath` or `kind: kserve` are scraped, without `prometheusRelease`. It needs `components.ebs-csi`.",
  );

export type PrometheusSettings = z.output<typeof settings>;
