/** Release of the chart kube-prometheus-stack that `components.prometheus` installs. Monitors have it as a label. */
export const PROMETHEUS_RELEASE = "kube-prometheus-stack";

/** Namespace of that release. */
export const PROMETHEUS_NAMESPACE = "monitoring";

/** Port of its Prometheus, for queries. */
export const PROMETHEUS_PORT = 9090;

/** Address of its Prometheus in the cluster: the Service of the chart. */
export const PROMETHEUS_ADDRESS = `http://${PROMETHEUS_RELEASE}-prometheus.${PROMETHEUS_NAMESPACE}.svc:${PROMETHEUS_PORT}`;
