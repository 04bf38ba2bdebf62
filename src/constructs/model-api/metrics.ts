import type { NetworkPolicyV1SpecIngressFrom } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { CustomResource } from "../custom-resources/custom-resources";
import { modelLabels, modelSelector } from "./labels";
import { PORT_NAME } from "./probes";

/** Metrics of a model, and the Prometheus that reads them. */
export interface Metrics {
  readonly path: string;
  /** Helm release of the Prometheus Operator, which by default only sees monitors that are labelled with it. */
  readonly prometheusRelease: string;
}

export function serviceMonitor(
  model: string,
  namespace: string,
  { path, prometheusRelease }: Metrics,
): CustomResource {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    metadata: { name: model, namespace, labels: { ...modelLabels(model), release: prometheusRelease } },
    spec: {
      selector: { matchLabels: modelSelector(model) },
      endpoints: [{ port: PORT_NAME, path }],
    },
  };
}

/**
 * Prometheus, by the label that the operator puts on its pods. In which namespace it runs is the release's own
 * choice and not known here, so any is admitted.
 */
export const PROMETHEUS: NetworkPolicyV1SpecIngressFrom = {
  namespaceSelector: {},
  podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
};
