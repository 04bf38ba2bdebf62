import type { NetworkPolicyV1SpecIngressFrom } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { ServerMetrics } from "../../environment/server-metrics";
import { modelSelector } from "../labels";
import { type Scraper } from "../../environment/prometheus";
import { modelLabels } from "./labels";
import { PORT_NAME } from "../pods";
import { type CustomResource } from "../constructs/custom-resources/custom-resource";

/** Metrics of a model, and the Prometheus that scrapes them. */
export interface Metrics {
  readonly path: string;
  readonly server: Pick<ServerMetrics, "otherService">;
  readonly scraper: Scraper;
}

export function serviceMonitor(
  model: string,
  namespace: string,
  { path, server: { otherService }, scraper }: Metrics,
): CustomResource {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    metadata: { name: model, namespace, labels: { ...modelLabels(model), release: scraper.release } },
    spec: {
      selector: {
        matchLabels: modelSelector(model),
        // Each series would exist twice.
        ...(otherService === undefined
          ? {}
          : { matchExpressions: [{ key: otherService, operator: "DoesNotExist" }] }),
      },
      endpoints: [{ port: PORT_NAME, path }],
    },
  };
}

/**
 * Prometheus, by the label that the operator sets on its pods. If others install it, its namespace is unknown here, so every
 * namespace is allowed.
 */
export const prometheusPods = ({ namespace }: Scraper): NetworkPolicyV1SpecIngressFrom => ({
  namespaceSelector:
    namespace === undefined ? {} : { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
});
