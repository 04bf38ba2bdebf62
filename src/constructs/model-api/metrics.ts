import type { NetworkPolicyV1SpecIngressFrom } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { CustomResource } from "../custom-resources/custom-resources";
import { modelLabels, modelSelector } from "./labels";
import { PORT_NAME } from "./probes";

/** Metrics of a model, and the Prometheus that scrapes them. */
export interface Metrics {
  readonly path: string;
  /**
   * Helm release of the Prometheus Operator. By default it selects only monitors with this release as a
   * label.
   */
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
 * Prometheus, by the label that the operator sets on its pods. Its namespace depends on the release and is
 * unknown here, so every namespace is allowed.
 */
export const PROMETHEUS: NetworkPolicyV1SpecIngressFrom = {
  namespaceSelector: {},
  podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
};
